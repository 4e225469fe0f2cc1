"""Places in an ordered list as text keys (fractional indexing): moving one row changes one row only.

A key is a string over 0-9A-Za-z that is compared by its bytes; between two different keys there is always
another one. The digits after a common beginning are split in the middle, as one does with decimal fractions.
"""

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_BASE = len(_DIGITS)


def between(before: str | None, after: str | None) -> str:
    """Return a key that sorts after ``before`` and before ``after``.

    Parameters:
        before: key on the left, or None for the start of the list.
        after: key on the right, or None for the end of the list.

    Raises:
        ValueError: ``before`` does not sort before ``after``.
    """
    low = before or ""
    if after is not None and low >= after:
        raise ValueError("keys out of order")
    key: list[str] = []
    position = 0
    bounded = after is not None
    while True:
        left = _DIGITS.index(low[position]) if position < len(low) else 0
        right = _DIGITS.index(after[position]) if bounded and position < len(after) else _BASE
        if left == right:
            key.append(_DIGITS[left])
        elif right - left > 1:
            # At the open end one step is taken instead of half the rest, so that appending keeps keys short.
            step = 1 if not bounded and position < len(low) else (right - left) // 2
            key.append(_DIGITS[left + step])
            return "".join(key)
        else:
            key.append(_DIGITS[left])
            bounded = False
        position += 1


def spread(count: int) -> list[str]:
    """Return ``count`` keys of equal length in rising order, for a list that is made at once."""
    width = 1
    while _BASE**width <= count + 1:
        width += 1
    step = _BASE**width // (count + 1)
    keys = []
    for number in range(1, count + 1):
        value, key = number * step, ""
        for _ in range(width):
            value, digit = divmod(value, _BASE)
            key = _DIGITS[digit] + key
        # A key must not end in the lowest digit: nothing would fit before it.
        keys.append(key + "V" if key.endswith("0") else key)
    return keys
