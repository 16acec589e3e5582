# Yr hyn y mae ail a thrydedd dalen taenlen yn ei ddweud.

columns = Colofnau
about = Gwybodaeth

name = Enw
title = Teitl
description = Disgrifiad
datatype = Math o ddata
required = Gofynnol
yes = ie
no = na
unit = Uned
values = Gwerthoedd
as-text = Celloedd fel testun

codes = { $count ->
    [zero] dim codau
    [one] { $count-text } cod
    [two] { $count-text } god
    [few] { $count-text } chod
    [many] { $count-text } chod
   *[other] { $count-text } cod
}
other-codes = gall fod rhai eraill
codes-of-table = am godau gweler { $column } yn { $table }
form = fel { $form }
length = { $count ->
    [zero] dim nodau
    [one] { $count-text } nod
    [two] { $count-text } nod
    [few] { $count-text } nod
    [many] { $count-text } nod
   *[other] { $count-text } nod
}
shortest = { $count ->
    [zero] o leiaf { $count-text } nod
    [one] o leiaf { $count-text } nod
    [two] o leiaf { $count-text } nod
    [few] o leiaf { $count-text } nod
    [many] o leiaf { $count-text } nod
   *[other] o leiaf { $count-text } nod
}
longest = { $count ->
    [zero] dim mwy na { $count-text } nod
    [one] dim mwy na { $count-text } nod
    [two] dim mwy na { $count-text } nod
    [few] dim mwy na { $count-text } nod
    [many] dim mwy na { $count-text } nod
   *[other] dim mwy na { $count-text } nod
}
least = o leiaf { $bound }
most = dim mwy na { $bound }
more-than = mwy na { $bound }
less-than = llai na { $bound }
separated = sawl un mewn cell, gyda { $separator } rhyngddynt

table = Tabl
publisher = Cyhoeddwr
licence = Trwydded
licence-address = Cyfeiriad y drwydded
issued = Cyhoeddwyd gyntaf
modified = Diweddarwyd
address = Cyfeiriad y set ddata
metadata = Metadata (CSVW)
missing = Gwerthoedd coll
missing-text = Nid oes gwerth mewn cell wag.
exact = Celloedd fel testun
exact-text = Mae codau'n destun, ac felly hefyd bob gwerth na all taenlen ei gadw a'i ddangos yn union.
