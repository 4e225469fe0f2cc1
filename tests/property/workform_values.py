"""What the property of undo knows of the work form: its services, fields, and a value for every parameter."""

SERVICES = ("workform", "workform.recording", "workform.circles", "workform.picture", "workform.sets")

#: Names that are kept are erased for good, which no undo brings back: ``workform.names`` has tests of its own.
FIELDS = {
    ("workform", "capture"): {"private": "flag", "due_on": "day"},
    ("workform.sets", "update_talent"): {"description": "text", "too_much": "text", "cluster": "cluster"},
    ("workform.sets", "update_role"): {"question": "text", "pitfall": "text", "talent_ids": "talent_ids"},
}


def values(world, service):
    """Return how a value is made per parameter; empty for another service. ``world`` are the ``Values`` of a call."""
    if service not in SERVICES:
        return {}
    work = world.w.workform

    def a_round():
        return world.pick(work.rounds()).id

    def a_talent():
        return world.pick(work.sets.view(hidden=True).talents).id

    def a_role():
        return world.pick(work.sets.view(hidden=True).roles).id

    def a_person():
        return world.pick(world.w.people.rows()).id

    def needs():
        return [need for row in work.rounds() for need in work.picture.view(row.id).needs]

    def takers():
        return [taker for row in work.rounds() for taker in work.picture.takers(row.id)]

    def several(rows):
        return lambda: [row.id for row in world.some(rows())]

    return {
        "round_id": a_round,
        "talent_id": a_talent,
        "role_id": a_role,
        "own": several(lambda: work.sets.view().talents),
        "growth": a_talent,
        "role": a_role,
        "giver_id": a_person,
        "seeker_id": a_person,
        "gift_id": lambda: world.pick(()),
        "talent_ids": several(lambda: work.sets.view().talents),
        "role_ids": several(lambda: work.sets.view().roles),
        "need_id": lambda: world.pick(needs()).id,
        "taking_id": lambda: world.pick(takers()).id,
        "groups": lambda: [[row.id] for row in world.some(world.w.people.rows())],
        "amount": world.number,
        "table": lambda: world.number() % 3,
        "part": lambda: world.pick(("own", "growth", "given")),
        "people": lambda: 2 + world.number(),
        "variant": lambda: world.pick(("full", "short")),
        "step": lambda: world.pick(("uitleg", "verhaal", "talent_geven", "spiegel")),
        "cluster": lambda: world.pick(("hart", "hoofd", "handen", "lef")),
        "minutes": lambda: world.pick((None, 1 + world.number())),
        "hidden": lambda: bool(world.number() % 2),
        **dict.fromkeys(("typo", "of_block", "keep_names", "start"), lambda: bool(world.number() % 2)),
        # A set comes from a file: its own tests bring one in.
        "path": lambda: world.pick(()),
        **dict.fromkeys(("example", "description", "too_much", "question", "when", "pitfall"), lambda: world.words),
    }


def begin(workspace):
    """Give a world a round to work on, with something recorded."""
    meeting = workspace.meetings.rows()[0].id
    round_id = workspace.workform.begin(meeting)
    known = workspace.workform.sets.view()
    workspace.workform.start(round_id)
    workspace.workform.recording.choose(round_id, [known.talents[0].id], known.talents[1].id, known.roles[0].id)
    workspace.workform.picture.set_needs(round_id, [known.roles[0].id], [known.talents[0].id])
    workspace.workform.picture.take_role(round_id, known.roles[0].id)


def everything(workspace):
    """All that the screens of the work form show."""
    work = workspace.workform
    rounds = work.rounds()
    return (
        work.sets.view(hidden=True),
        [work.view(row.id) for row in rounds],
        [work.picture.view(row.id) for row in rounds],
        [work.recording.view(row.id) for row in rounds],
        [work.picture.takers(row.id) for row in rounds],
    )
