# What the second and third sheet of a spreadsheet say.

columns = Columns
about = About

name = Name
title = Title
description = Description
datatype = Datatype
required = Required
yes = yes
no = no
unit = Unit
values = Values
as-text = Cells as text

codes = { $count ->
    [one] { $count-text } code
   *[other] { $count-text } codes
}
other-codes = there may be others
codes-of-table = for codes see { $column } in { $table }
form = like { $form }
length = { $count ->
    [one] { $count-text } character
   *[other] { $count-text } characters
}
shortest = { $count ->
    [one] at least { $count-text } character
   *[other] at least { $count-text } characters
}
longest = { $count ->
    [one] at most { $count-text } character
   *[other] at most { $count-text } characters
}
least = at least { $bound }
most = at most { $bound }
more-than = more than { $bound }
less-than = less than { $bound }
separated = several in a cell, between them { $separator }

table = Table
publisher = Publisher
licence = Licence
licence-address = Address of the licence
issued = First published
modified = Updated
address = Address of the dataset
metadata = Metadata (CSVW)
missing = Missing values
missing-text = An empty cell has no value.
exact = Cells as text
exact-text = Codes are text, and so is every value that a spreadsheet cannot hold and show exactly.
