"""Forms: fields with one way of asking and telling their value, and the rows they stand in."""

from ef_desktop.ui.forms.fields import ComboField, TextArea, TextField
from ef_desktop.ui.forms.form import Form, FormRow
from ef_desktop.ui.forms.search import SearchField
from ef_desktop.ui.forms.when import DateField, TimeField

__all__ = ["ComboField", "DateField", "Form", "FormRow", "SearchField", "TextArea", "TextField", "TimeField"]
