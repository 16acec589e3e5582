# Geiriau'r tudalennau, yn Gymraeg. Daw'r hyn sydd ar goll o'r Saesneg.
# Mae gan y Gymraeg chwe ffurf luosog: zero, one, two, few (3), many (6), other.

### Rhifau a dyddiadau

number-group = ,
number-decimal = .
percent = { $number }%
size-bytes = { $count ->
    [zero] dim beit
    [one] { $count-text } beit
    [two] { $count-text } feit
    [few] { $count-text } beit
    [many] { $count-text } beit
   *[other] { $count-text } beit
}
size = { $number } { $unit }
date = { $day } { $month } { $year }
month-1 = Ionawr
month-2 = Chwefror
month-3 = Mawrth
month-4 = Ebrill
month-5 = Mai
month-6 = Mehefin
month-7 = Gorffennaf
month-8 = Awst
month-9 = Medi
month-10 = Hydref
month-11 = Tachwedd
month-12 = Rhagfyr
about-number = tua { $number }

### Cyfrif

dataset-count = { $count ->
    [zero] dim setiau data
    [one] { $count-text } set ddata
    [two] { $count-text } set ddata
    [few] { $count-text } set ddata
    [many] { $count-text } set ddata
   *[other] { $count-text } set ddata
}

table-count = { $count ->
    [zero] dim tablau
    [one] { $count-text } tabl
    [two] { $count-text } dabl
    [few] { $count-text } thabl
    [many] { $count-text } thabl
   *[other] { $count-text } tabl
}

row-count = { $count ->
    [zero] dim rhesi
    [one] { $count-text } rhes
    [two] { $count-text } res
    [few] { $count-text } rhes
    [many] { $count-text } rhes
   *[other] { $count-text } rhes
}

column-count = { $count ->
    [zero] dim colofnau
    [one] { $count-text } golofn
    [two] { $count-text } golofn
    [few] { $count-text } colofn
    [many] { $count-text } cholofn
   *[other] { $count-text } colofn
}

error-count = { $count ->
    [zero] dim gwallau
    [one] { $count-text } gwall
    [two] { $count-text } wall
    [few] { $count-text } gwall
    [many] { $count-text } gwall
   *[other] { $count-text } gwall
}

warning-count = { $count ->
    [zero] dim rhybuddion
    [one] { $count-text } rhybudd
    [two] { $count-text } rybudd
    [few] { $count-text } rhybudd
    [many] { $count-text } rhybudd
   *[other] { $count-text } rhybudd
}

info-count = { $count ->
    [zero] dim sylwadau
    [one] { $count-text } sylw
    [two] { $count-text } sylw
    [few] { $count-text } sylw
    [many] { $count-text } sylw
   *[other] { $count-text } sylw
}

all-datasets = { $count ->
    [zero] Gweld y setiau data
    [one] Gweld yr { $count-text } set ddata
    [two] Gweld y { $count-text } set ddata
    [few] Gweld y { $count-text } set ddata
    [many] Gweld y { $count-text } set ddata
   *[other] Gweld pob un o'r { $count-text } set ddata
}

### O amgylch pob tudalen

skip = Neidio i'r cynnwys
navigation = Prif ddewislen
languages = Ieithoedd
trail = Rydych chi yma
home = Hafan
datasets = Setiau data
api = API
api-catalogue = Catalog o APIau
quality = Ansawdd y data
sitemap = Map o'r wefan
feed = Ffrwd o newidiadau (Atom)
catalogue-turtle = Catalog mewn DCAT (Turtle)
catalogue-json-ld = Catalog mewn DCAT (JSON-LD)
catalogue-rdf-xml = Catalog mewn DCAT (RDF/XML)
catalogue-dcat-us = Catalog mewn DCAT-US (data.json)
feed-json = Ffrwd o newidiadau (JSON Feed)
for-programs = Ar gyfer rhaglenni
about-site = Am y wefan hon
freedom-of-information = Rhyddid gwybodaeth
foi-invitation = Gallwch ofyn am yr hyn nad yw yma.
foi-request = Gwneud cais
late = hwyr
copy = Copïo
copied = Wedi'i gopïo

### Gofyn am yr hyn nad yw wedi'i gyhoeddi

foi-how = Sut i wneud cais
foi-lead = Sut i ofyn am wybodaeth nad yw wedi'i chyhoeddi yma.
foi-published = Yr hyn sydd eisoes wedi'i gyhoeddi
foi-published-text = Nid oes angen gofyn am yr hyn sydd ar y porth hwn. Os na allwch ei ddefnyddio fel y mae, er enghraifft am fod arnoch ei angen mewn ffurf arall, dywedwch hynny.
foi-asking = Sut i ofyn
foi-asking-text = Gall unrhyw un ofyn i awdurdod cyhoeddus am wybodaeth sydd ganddo. Ysgrifennwch beth yr hoffech ei wybod, eich enw a chyfeiriad ar gyfer yr ateb; mae cyfeiriad e-bost yn ddigon. Nid oes rhaid dweud pam rydych yn gofyn, nac enwi deddf.
foi-where = Gwneir ceisiadau yma:
foi-nowhere = Nid yw'r porth hwn yn nodi cyfeiriad ar gyfer ceisiadau. Gofynnwch i'w gyhoeddwr:
foi-law = Yr hyn a ddywed y gyfraith
foi-law-text = Mae awdurdodau cyhoeddus Cymru, Lloegr a Gogledd Iwerddon, a rhai'r Deyrnas Unedig gyfan, yn ateb o dan Ddeddf Rhyddid Gwybodaeth 2000. Mae awdurdodau cyhoeddus yr Alban yn ateb o dan Ddeddf Rhyddid Gwybodaeth (Yr Alban) 2002.
foi-environment-text = Atebir ceisiadau am wybodaeth am yr amgylchedd, megis aer, dŵr, tir neu wastraff, o dan Reoliadau Gwybodaeth Amgylcheddol 2004, neu yn achos awdurdodau cyhoeddus yr Alban o dan Reoliadau Gwybodaeth Amgylcheddol (Yr Alban) 2004.
foi-when-text = Fel rheol rhaid i'r ateb ddod yn brydlon, a heb fod yn hwyrach na'r ugeinfed diwrnod gwaith ar ôl y diwrnod y daeth y cais i law. Mae'n rhoi'r wybodaeth, neu'n dweud nad yw'n cael ei dal, neu'n dweud pam na chaiff ei rhoi.
foi-review = Os nad ydych yn fodlon
foi-review-text = Gofynnwch yn gyntaf i'r awdurdod edrych ar ei ateb eto. Wedyn gallwch droi at y rheoleiddiwr: { foi-regulator }. Yn achos awdurdodau cyhoeddus yr Alban, Comisiynydd Gwybodaeth yr Alban ydyw.
foi-regulator = Swyddfa'r Comisiynydd Gwybodaeth (ico.org.uk)
foi-licence = Defnyddio'r hyn a gyhoeddir
foi-licence-text = Oni bai bod set ddata'n dweud yn wahanol, gellir defnyddio'r hyn a gyhoeddir yma o dan y drwydded hon:
foi-disclosed = Atebion a gyhoeddwyd

### Hafan a rhestrau

newest = Diweddarwyd yn ddiweddar
topics = Pynciau
topic = Pwnc
series = Cyfres
publishers = Cyhoeddwyr
publisher = Cyhoeddwr
use-in-programs = Defnyddio'r data mewn rhaglen
use-in-programs-text = Mae gan bob tabl gyfeiriadau parhaol, mewn CSV a JSON, heb fod angen allwedd.
api-documentation = Sut i ddefnyddio'r API
by-topic = Yn ôl pwnc
by-publisher = Yn ôl cyhoeddwr
all = Pob un
filter = Hidlo'r setiau data hyn
filter-none = Nid oes set ddata gyda'r geiriau hyn
filter-some = Setiau data a ddangosir:
coming = I ddod
withdrawn = Tynnwyd yn ôl
website = Gwefan:
email = E-bost:
same-as = Yr un peth mewn man arall
datasets-description = Holl setiau data { $site }
publisher-description = Setiau data a gyhoeddir gan { $name }
topic-description = Setiau data am { $name }
modified = Diweddarwyd

### Set ddata

dataset = Set ddata
facts = Cipolwg
licence = Trwydded
next-due = Y diweddariad nesaf i ddod erbyn
update-frequency = Pa mor aml y caiff ei diweddaru
issued = Cyhoeddwyd gyntaf
period = Cyfnod
period-from-to = { $start } i { $end }
period-from = o { $start }
period-to = hyd at { $end }
place = Lle
gss-code = Ardal { $code }
bounding-box = Hydred { $west } i { $east }, lledred { $south } i { $north }
version = Fersiwn
version-notes = Beth sy'n newydd yn y fersiwn hon
keywords = Allweddeiriau
identifier = Cyfeiriad parhaol
tables = Tablau
table = Tabl
table-of = { $table } – { $dataset }
part-of = Rhan o
rows = Rhesi cyntaf
first-rows = { $count ->
    [zero] Dim rhesi
    [one] Rhesi cyntaf: { $shown-text } o { $count-text }
    [two] Rhesi cyntaf: { $shown-text } o { $count-text }
    [few] Rhesi cyntaf: { $shown-text } o { $count-text }
    [many] Rhesi cyntaf: { $shown-text } o { $count-text }
   *[other] Rhesi cyntaf: { $shown-text } o { $count-text }
}
all-rows = { $count ->
    [zero] Nid oes rhesi
    [one] Yr unig res
    [two] Pob rhes ({ $count-text })
    [few] Pob rhes ({ $count-text })
    [many] Pob rhes ({ $count-text })
   *[other] Pob rhes ({ $count-text })
}
no-value = dim gwerth
look-inside = Edrych y tu mewn i { $table }
preview-of = Rhesi cyntaf { $table }
download = Lawrlwytho { $format }
columns-left-out = { $count ->
    [zero] Nid oes colofnau
   *[other] Dangosir y colofnau cyntaf yn unig ({ $shown-text } o { $count-text }); mae pob un yn y ffeiliau
}
dictionary = Ystyr y colofnau
dictionary-of = Ystyr colofnau { $table }
column = Colofn
holds = Cynnwys
meaning = Ystyr
identifies-row = yn dynodi'r rhes
required = ym mhob rhes
refers-to = Yn cyfeirio at
more-codes = { $count ->
    [zero] dim rhagor o godau
    [one] ac { $count-text } cod arall
    [two] a { $count-text } god arall
    [few] a { $count-text } chod arall
    [many] a { $count-text } chod arall
   *[other] a { $count-text } cod arall
}
several-values = sawl gwerth, wedi'u gwahanu gan “{ $separator }”
from-to = o { $least } i { $most }
at-least = { $value } neu fwy
at-most = { $value } neu lai
not-before = ddim cyn { $value }
not-after = ddim ar ôl { $value }
more-than = mwy na { $value }
less-than = llai na { $value }
length-exact = { $count ->
    [two] { $count-text } nod
   *[other] { $count-text } nod
}
length-least = { $count ->
    [two] o leiaf { $count-text } nod
   *[other] o leiaf { $count-text } nod
}
length-most = { $count ->
    [two] hyd at { $count-text } nod
   *[other] hyd at { $count-text } nod
}
pattern = yn cyfateb i { $value }
type-text = Testun
type-whole = Rhif cyfan
type-number = Rhif
type-boolean = Gwir neu anwir
type-date = Dyddiad
type-datetime = Dyddiad ac amser
type-time = Amser
type-year = Blwyddyn
type-year-month = Mis a blwyddyn
type-recurring = Dyddiad sy'n ailadrodd
type-duration = Hyd o amser
type-address = Cyfeiriad gwe
type-binary = Data wedi'i amgodio
type-structured = Testun strwythuredig

### Ffeiliau

files = Ffeiliau a sieciau swm
files-of = Ffeiliau { $table }
more-files = Rhagor o ffeiliau
metadata = Disgrifiadau ar gyfer rhaglenni
file = Ffeil
format = Fformat
size-label = Maint
media-type = Math o gyfrwng
purpose-csv = ar gyfer taenlenni a chronfeydd data
purpose-csvw = yn disgrifio colofnau'r CSV
purpose-json = ar gyfer gwefannau a rhaglenni
purpose-ndjson = ar gyfer tablau mawr, rhes ar bob llinell
purpose-parquet = ar gyfer dadansoddi, gyda mathau ac wedi'i gywasgu
purpose-xlsx = ar gyfer Excel, gyda thaflen sy'n egluro'r colofnau
purpose-ods = ar gyfer LibreOffice a thaenlenni eraill, gyda thaflen sy'n egluro'r colofnau
purpose-geojson = ar gyfer mapiau
purpose-geojson-grid = ar gyfer mapiau; cyfrifir lleoliadau o'r Grid Cenedlaethol, i ryw 5 metr
purpose-sqlite = y set ddata gyfan fel cronfa ddata
purpose-zip = y set ddata gyfan gyda'i disgrifiad a'i thrwydded
zip-page = Tudalen y set ddata
zip-contents = Yr hyn sydd yn y ffeil hon:
zip-licence = y drwydded, a sut i gydnabod y ffynhonnell
zip-data-package = ystyr pob tabl a'i golofnau, ar gyfer rhaglenni (Data Package)
zip-group-metadata = yr un peth mewn safon arall (CSV on the Web), gyda'r allweddi rhwng tablau
zip-table-metadata = ystyr colofnau { $file }, ar gyfer rhaglenni (CSV on the Web)
zip-acknowledge = Wrth ddefnyddio'r data, dywedwch o ble y daw: { $publisher }, { $title }, { $address }
file-table-metadata = CSVW y tabl
file-group-metadata = CSVW yr holl dablau
file-data-package = Data Package
file-croissant = Croissant, ar gyfer dysgu peirianyddol
file-metadata-exchange = Model cyfnewid metadata y DU
file-api-document = Dogfen API y set ddata
file-openapi = Disgrifiad OpenAPI
file-source = Fel y'i derbyniwyd
format-withdrawn = Ni chynhyrchwyd: { $format } ({ $reason })
api-addresses = Cyfeiriadau yn yr API
api-table = Disgrifiad o'r tabl
api-rows = { $count ->
    [zero] Rhesi, dim tudalennau
    [one] Rhesi, { $count-text } dudalen
    [two] Rhesi, { $count-text } dudalen
    [few] Rhesi, { $count-text } tudalen
    [many] Rhesi, { $count-text } thudalen
   *[other] Rhesi, { $count-text } tudalen
}
api-lookup = Rhesi yn ôl { $column }
in-code = Yn eich cod eich hun

### Dyfynnu a gofyn

cite = Sut i ddyfynnu
citation = { $publisher } ({ $year }). { $title } [set ddata]. { $address }
citation-release = { $publisher } ({ $year }). { $title }, fersiwn { $release } [set ddata]. { $address }
no-date = dim dyddiad
attribution-ogl = Yn cynnwys gwybodaeth sector cyhoeddus a drwyddedir o dan y Drwydded Llywodraeth Agored f3.0.
documentation = Dogfennaeth
sources = Gwnaed o
related = Cysylltiedig
contact = Cysylltu
problem-found = Oes rhywbeth o'i le yn y data?
report-problem = Rhoi gwybod am broblem
problem-subject = Problem yn y data: { $title }
former-addresses = Cyfeiriadau blaenorol y set ddata hon:

### Set ddata nad yw yno

restricted = Cyfyngedig
restricted-text = Nid yw rhesi'r set ddata hon wedi'u cyhoeddi.
how-to-ask = Sut i ofyn amdani
notice = Nid yw'r set ddata hon wedi'i chyhoeddi eto.
notice-on = Caiff ei chyhoeddi ar
tombstone = Tynnwyd y set ddata hon yn ôl ac nid yw'n cael ei chyhoeddi mwyach.
tombstone-on = Fe'i tynnwyd yn ôl ar
why = Pam
moved = Mae'r set ddata hon wedi symud i
not-found = Nid oes tudalen yma
not-found-text = Efallai fod y cyfeiriad yn anghywir, neu fod y dudalen wedi symud. Mae pob set ddata ar y wefan hon yn y rhestr o setiau data.
see-datasets = Gweld pob set ddata

### Beth sydd yn y colofnau

profile = Beth sydd yn y colofnau
profile-text = Wedi'i gyfrifo o'r holl resi.
missing = Ar goll
distinct = Gwerthoedd gwahanol
smallest = Lleiaf
largest = Mwyaf
commonest = Mwyaf cyffredin
characters = Nodau
spread = Sut mae rhifau a dyddiadau wedi'u gwasgaru
spread-text = Po uchaf y bar, y mwyaf o resi sydd â gwerth ynddo.
spread-counts = Y cyfrifau
spread-values = Gwerthoedd
spread-rows = Rhesi
spread-below = { $from } i lai na { $to }
spread-range = { $from }–{ $to }
spread-week = wythnos { $date }
spread-alternative = { $column }: { $bars } bar. Y cyntaf yw { $first }, yr olaf { $last }. Yr uchaf yw { $highest }, gyda { $count ->
    [zero] dim rhesi
    [one] { $count-text } rhes
    [two] { $count-text } res
    [few] { $count-text } rhes
    [many] { $count-text } rhes
   *[other] { $count-text } rhes
}.
spread-outside = { $count ->
    [one] Nid yw { $count-text } gwerth mewn unrhyw far: nid yw'n rhif, neu mae'n rhy hir.
    [two] Nid yw { $count-text } werth mewn unrhyw far: nid ydynt yn rhifau, neu maent yn rhy hir.
   *[other] Nid yw { $count-text } gwerth mewn unrhyw far: nid ydynt yn rhifau, neu maent yn rhy hir.
}

### Ansawdd

quality-description = Yr hyn a ganfu'r gwiriadau awtomatig yn y data cyhoeddedig. Ni ddangosir y gwerthoedd eu hunain yma.
quality-checked = { $count ->
    [zero] Ni wiriwyd unrhyw set ddata. Ar { $date }.
   *[other] Gwiriwyd { $count-text } set ddata. Ar { $date }.
}
overdue = Hwyr
was-due = i fod erbyn
by-rule = Yr hyn a ganfuwyd
by-place = Lle y'i canfuwyd
rule = Rheol
severity = Pwysau
severity-error = Gwall
severity-warning = Rhybudd
severity-info = Sylw
how-often = Pa mor aml
allowed = Setlwyd gyda rheswm
allowed-text = Edrychodd y cyhoeddwr ar y rheolau hyn a phenderfynu nad oes rhaid iddynt fod yn wir.
where = Ble
reason = Rheswm
whole-site = Y wefan gyfan
quality-json = Yr un peth ar gyfer rhaglenni (JSON)

rule-project-undeclared-file = Ni chyhoeddir ffeil yn yr ystorfa am nad oes dim yn ei disgrifio
rule-project-unconfirmed = Nid oes neb wedi cadarnhau llinell a awgrymwyd
rule-project-derived-name = Lluniwyd enw am nad yw'r un a roddwyd yn addas
rule-project-unused-allow = Setlwyd rheol nad oes dim yn ei thorri
rule-project-host-root-files = Rhaid copïo rhai ffeiliau i wraidd y gwesteiwr
rule-project-no-datasets = Nid oes setiau data
rule-csv-header-only = Mae pennawd gan y tabl ond dim rhesi
rule-csv-stray-quote = Mae dyfynnod mewn gwerth nad yw mewn dyfynodau
rule-csv-blank-row = Mae rhes yn wag
rule-csv-blank-column = Mae colofn yn wag
rule-csv-formula-like-cell = Byddai taenlen yn rhedeg y gwerth fel fformiwla
rule-csvw-doubtful-metadata = Mae metadata tabl yn amheus
rule-csvw-mixed-null-markers = Mae sawl marc yn dynodi gwerth coll, a chollir eu hystyron
rule-dcat-missing-contact-point = Nid oes neb wedi'i enwi y gellir gofyn iddo
rule-dcat-missing-date = Ni roddir dyddiad
rule-dcat-future-date = Mae dyddiad yn y dyfodol
rule-dcat-short-description = Mae'r disgrifiad yn fyr
rule-datapackage-doubtful = Mae'r pecyn data yn amheus
rule-datapackage-unsupported = Ni ddefnyddir rhywbeth yn y pecyn data
rule-privacy-email-address = Mae gwerthoedd yn edrych fel cyfeiriadau e-bost
rule-privacy-national-insurance-number = Mae gwerthoedd yn edrych fel rhifau Yswiriant Gwladol
rule-privacy-telephone-number = Mae gwerthoedd yn edrych fel rhifau ffôn
rule-content-raw-html = Gadawyd HTML mewn testun allan
rule-format-withdrawn = Ni ellid ysgrifennu fformat
rule-api-lookup-value-left-out = Nid oes cyfeiriad yn yr API i werth

### Yr API

api-description = Darllen yn unig, heb allwedd a heb derfynau: mae pob cyfeiriad yn ffeil.
api-of = API { $dataset }
api-of-description = Sut i ddarllen { $dataset } â rhaglen: mae pob cyfeiriad yn ffeil, heb allwedd a heb derfynau.
api-base = Cyfeiriad sylfaenol
api-openapi = Ar gyfer rhaglenni (OpenAPI 3.1)
api-version = Fersiwn yr API
api-licence = Trwydded y data
api-start = Dechreuwch yma
api-example = Mae'r enghreifftiau'n darllen
api-pages = Pob set ddata
api-pages-description = Mae gan bob set ddata dudalen am ei API, gyda mathau ei rhesi ac enghreifftiau sy'n ei darllen.
api-operations = Cyfeiriadau
api-operations-description = Rhowch bob un ar ôl y cyfeiriad sylfaenol. Mae'r hyn sydd mewn cromfachau cyrliog yn sefyll am werth.
api-parameters = Paramedrau
api-answers = Atebion
api-name = Enw
api-type = Math
api-example-value = Enghraifft
api-for-example = Er enghraifft
api-status = Statws
api-body = Corff
api-answer-200 = Y ddogfen.
api-answer-404 = Nid oes dogfen o'r fath. Mae'r gwesteiwr yn ateb â thudalen i bobl, nid â JSON.
api-example-answer = Enghraifft o ateb { $status }
api-schemas = Sgemâu
api-schemas-description = Mae pob allwedd yno bob amser oni ddywedir yn wahanol; gellir ychwanegu allweddi heb fersiwn newydd.
api-may-be-absent = gall fod yn absennol
api-one-of = un o { $values }
api-only = { $value } bob amser
api-unit = mewn { $unit }
api-catalogue-summary = Y porth
api-catalogue-description = Teitl, cyhoeddwyr, pynciau, trwydded, a ble mae popeth.
api-datasets-summary = Y setiau data cyntaf
api-datasets-description = Hyd at 1,000 o setiau data yn ôl id; mae “next” yn arwain at y gweddill.
api-more-datasets-summary = Rhagor o setiau data
api-more-datasets-description = Tudalen o'r rhestr o'r ail ymlaen, 1,000 o setiau data i bob tudalen.
api-dataset-summary = Set ddata
api-dataset-description = Popeth a ddywedir am y set ddata, gyda dolenni i'w thablau a'i ffeiliau.
api-openapi-summary = Yr API hwn ar gyfer un set ddata
api-openapi-description = Dogfen OpenAPI lle mae gan resi pob tabl fathau eu colofnau.
api-table-summary = Tabl
api-table-of = Y tabl { $table }
api-table-description = Colofnau, nifer y rhesi a'r tudalennau rhesi, a phob ffeil sy'n cynnwys y rhesi.
api-rows-summary = Tudalen o resi
api-rows-of = Rhesi { $table }
api-rows-description = Hyd at 1,000 o resi yn nhrefn y tabl; mae “next” yn arwain at y dudalen nesaf.
api-row-of = Un o resi { $table }.
api-look-up-summary = Y rhesi â gwerth
api-look-up-of = Rhesi { $table } yn ôl { $column }
api-look-up-description = Hyd at 1,000 o resi sydd â'r gwerth yn y golofn, yn nhrefn y tabl; mae “next” yn arwain at y dudalen nesaf.
api-parameter-id = Id y set ddata.
api-parameter-table = Enw'r tabl.
api-parameter-column = Colofn y gellir chwilio am resi yn ôl ei gwerthoedd.
api-parameter-value = Un o werthoedd y golofn.
api-parameter-page = Rhif y dudalen, o 1.

### Pa mor aml (rhestr amlder yr UE)

frequency-tridecennial = bob deng mlynedd ar hugain
frequency-bidecennial = bob ugain mlynedd
frequency-decennial = bob deng mlynedd
frequency-quinquennial = bob pum mlynedd
frequency-quadrennial = bob pedair blynedd
frequency-triennial = bob tair blynedd
frequency-biennial = bob dwy flynedd
frequency-annual = bob blwyddyn
frequency-semiannual = dwywaith y flwyddyn
frequency-three-times-a-year = tair gwaith y flwyddyn
frequency-quarterly = bob tri mis
frequency-bimonthly = bob dau fis
frequency-monthly = bob mis
frequency-semimonthly = dwywaith y mis
frequency-three-times-a-month = tair gwaith y mis
frequency-biweekly = bob pythefnos
frequency-weekly = bob wythnos
frequency-semiweekly = dwywaith yr wythnos
frequency-three-times-a-week = tair gwaith yr wythnos
frequency-five-times-a-week = pum gwaith yr wythnos
frequency-daily = bob dydd
frequency-twice-a-day = dwywaith y dydd
frequency-every-twelve-hours = bob deuddeg awr
frequency-trihourly = bob tair awr
frequency-bihourly = bob dwy awr
frequency-hourly = bob awr
frequency-every-thirty-minutes = bob deng munud ar hugain
frequency-every-fifteen-minutes = bob pymtheg munud
frequency-every-ten-minutes = bob deng munud
frequency-every-five-minutes = bob pum munud
frequency-every-minute = bob munud
frequency-continuously-updated = drwy'r amser
frequency-continuous = drwy'r amser
frequency-irregular = ar adegau afreolaidd
frequency-as-needed = pan fo angen
frequency-not-planned = nid oes diweddariad wedi'i gynllunio
frequency-never = byth
frequency-provisional-data = data dros dro
frequency-other = arall
frequency-unknown = ddim yn hysbys
