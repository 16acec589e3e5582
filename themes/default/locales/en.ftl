# The words of the pages, in English. Every other language falls back to these.
# A count comes twice: `$count` chooses the form, `$count-text` is how people write it (1,234).

### Numbers and dates

number-group = ,
number-decimal = .
percent = { $number }%
size-bytes = { $count ->
    [one] { $count-text } byte
   *[other] { $count-text } bytes
}
size = { $number } { $unit }
date = { $day } { $month } { $year }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
about-number = about { $number }

### Counts

dataset-count = { $count ->
    [one] { $count-text } dataset
   *[other] { $count-text } datasets
}

table-count = { $count ->
    [one] { $count-text } table
   *[other] { $count-text } tables
}

row-count = { $count ->
    [one] { $count-text } row
   *[other] { $count-text } rows
}

column-count = { $count ->
    [one] { $count-text } column
   *[other] { $count-text } columns
}

error-count = { $count ->
    [one] { $count-text } error
   *[other] { $count-text } errors
}

warning-count = { $count ->
    [one] { $count-text } warning
   *[other] { $count-text } warnings
}

info-count = { $count ->
    [one] { $count-text } remark
   *[other] { $count-text } remarks
}

all-datasets = { $count ->
    [one] See the { $count-text } dataset
   *[other] See all { $count-text } datasets
}

### Around every page

skip = Skip to content
navigation = Main
languages = Languages
trail = You are here
home = Home
datasets = Datasets
api = API
api-catalogue = Catalogue of APIs
quality = Quality of the data
sitemap = Sitemap
feed = Feed of changes (Atom)
catalogue-turtle = Catalogue in DCAT (Turtle)
catalogue-json-ld = Catalogue in DCAT (JSON-LD)
catalogue-rdf-xml = Catalogue in DCAT (RDF/XML)
catalogue-dcat-us = Catalogue in DCAT-US (data.json)
feed-json = Feed of changes (JSON Feed)
for-programs = For programs
about-site = About this site
freedom-of-information = Freedom of information
foi-invitation = What is not here can be asked for.
foi-request = Make a request
late = late
copy = Copy
copied = Copied

### Asking for what is not published

# What is said of the law holds for all public authorities of the United Kingdom; whoever knows that only one part concerns
# them can say it more plainly here, or write `content/foi/index.md`.
foi-how = How to make a request
foi-lead = How to ask for information that is not published here.
foi-published = What is published already
foi-published-text = What is on this portal need not be asked for. If you cannot use it as it is, for instance because you need it in another form, say so.
foi-asking = How to ask
foi-asking-text = Anybody may ask a public authority for information that it holds. Write down what you would like to know, your name and an address for the answer; an e-mail address will do. You need not say why you ask, and you need not name a law.
foi-where = Requests are made here:
foi-nowhere = This portal states no address for requests. Ask its publisher:
foi-law = What the law says
foi-law-text = Public authorities of England, Wales and Northern Ireland, and those of the whole United Kingdom, answer under the Freedom of Information Act 2000. Scottish public authorities answer under the Freedom of Information (Scotland) Act 2002.
foi-environment-text = Requests for information about the environment, such as air, water, land or waste, are answered under the Environmental Information Regulations 2004, or for Scottish public authorities the Environmental Information (Scotland) Regulations 2004.
foi-when-text = As a rule the answer has to come promptly, and not later than the twentieth working day after the day on which the request was received. It gives the information, or says that it is not held, or says why it is not given.
foi-review = If you are not content
foi-review-text = Ask the authority first to look at its answer again. After that you may turn to the regulator: { foi-regulator }. For Scottish public authorities it is the Scottish Information Commissioner.
# The Data (Use and Access) Act 2025 provides for an Information Commission in its place.
foi-regulator = the Information Commissioner's Office (ico.org.uk)
foi-licence = Using what is published
foi-licence-text = Unless a dataset says otherwise, what is published here may be used under this licence:
foi-disclosed = Answers that were published

### Start page and lists

newest = Recently updated
topics = Topics
topic = Topic
series = Series
publishers = Publishers
publisher = Publisher
use-in-programs = Use the data in a program
use-in-programs-text = Every table has permanent addresses, in CSV and JSON, that need no key.
api-documentation = How to use the API
by-topic = By topic
by-publisher = By publisher
all = All
filter = Filter these datasets
filter-none = No dataset has these words
filter-some = Datasets shown:
coming = Coming
withdrawn = Withdrawn
website = Website:
email = E-mail:
same-as = The same elsewhere
datasets-description = All datasets of { $site }
publisher-description = Datasets published by { $name }
topic-description = Datasets about { $name }
modified = Updated

### A dataset

dataset = Dataset
facts = At a glance
licence = Licence
next-due = Next update due by
update-frequency = Updated how often
issued = First published
period = Period
period-from-to = { $start } to { $end }
period-from = from { $start }
period-to = until { $end }
place = Place
gss-code = Area { $code }
bounding-box = Longitude { $west } to { $east }, latitude { $south } to { $north }
version = Version
version-notes = What is new in this version
keywords = Keywords
identifier = Permanent address
tables = Tables
table = Table
table-of = { $table } – { $dataset }
part-of = Part of
rows = First rows
first-rows = The first { $shown-text } of { $count ->
    [one] { $count-text } row
   *[other] { $count-text } rows
}
all-rows = { $count ->
    [0] There are no rows
    [one] The only row
   *[other] All { $count-text } rows
}
no-value = no value
look-inside = Look inside { $table }
preview-of = First rows of { $table }
download = Download { $format }
columns-left-out = { $count ->
    [one] The first { $shown-text } of { $count-text } column are shown; the files have all of them
   *[other] The first { $shown-text } of { $count-text } columns are shown; the files have all of them
}
dictionary = What the columns mean
dictionary-of = What the columns of { $table } mean
column = Column
holds = Holds
meaning = Meaning
identifies-row = identifies the row
required = in every row
refers-to = Refers to
more-codes = { $count ->
    [one] and { $count-text } more code
   *[other] and { $count-text } more codes
}
several-values = several values, separated by “{ $separator }”
from-to = from { $least } to { $most }
at-least = { $value } or more
at-most = { $value } or less
not-before = not before { $value }
not-after = not after { $value }
more-than = more than { $value }
less-than = less than { $value }
length-exact = { $count ->
    [one] { $count-text } character
   *[other] { $count-text } characters
}
length-least = { $count ->
    [one] at least { $count-text } character
   *[other] at least { $count-text } characters
}
length-most = { $count ->
    [one] at most { $count-text } character
   *[other] at most { $count-text } characters
}
pattern = matches { $value }
type-text = Text
type-whole = Whole number
type-number = Number
type-boolean = True or false
type-date = Date
type-datetime = Date and time
type-time = Time
type-year = Year
type-year-month = Month and year
type-recurring = Recurring date
type-duration = Length of time
type-address = Web address
type-binary = Encoded data
type-structured = Structured text

### Files

files = Files and checksums
files-of = Files of { $table }
more-files = More files
metadata = Descriptions for programs
file = File
format = Format
size-label = Size
media-type = Media type
purpose-csv = for spreadsheets and databases
purpose-csvw = describes the columns of the CSV
purpose-json = for websites and programs
purpose-ndjson = for large tables, a row a line
purpose-parquet = for analysis, typed and compressed
purpose-xlsx = for Excel, with a sheet that explains the columns
purpose-ods = for LibreOffice and other spreadsheets, with a sheet that explains the columns
purpose-geojson = for maps
purpose-geojson-grid = for maps; places are worked out from the National Grid, to about 5 metres
purpose-sqlite = the whole dataset as a database
purpose-zip = the whole dataset with its description and licence
zip-page = Page of the dataset
zip-contents = What is in this file:
zip-licence = the licence, and how to acknowledge the source
zip-data-package = what all tables and their columns mean, for programs (Data Package)
zip-group-metadata = the same in another standard (CSV on the Web), with the keys between tables
zip-table-metadata = what the columns of { $file } mean, for programs (CSV on the Web)
zip-acknowledge = When you use the data, say where it is from: { $publisher }, { $title }, { $address }
file-table-metadata = CSVW of the table
file-group-metadata = CSVW of all tables
file-data-package = Data Package
file-croissant = Croissant, for machine learning
file-metadata-exchange = UK metadata exchange model
file-api-document = API document of the dataset
file-openapi = OpenAPI description
file-source = As received
format-withdrawn = Not written: { $format }, since { $reason }
api-addresses = Addresses in the API
api-table = Description of the table
api-rows = { $count ->
    [one] Rows, { $count-text } page
   *[other] Rows, { $count-text } pages
}
api-lookup = Rows by { $column }
in-code = In your own code

### Citing and asking

cite = How to cite
citation = { $publisher } ({ $year }). { $title } [data set]. { $address }
citation-release = { $publisher } ({ $year }). { $title }, version { $release } [data set]. { $address }
no-date = no date
attribution-ogl = Contains public sector information licensed under the Open Government Licence v3.0.
documentation = Documentation
sources = Made from
related = Related
contact = Contact
problem-found = Is something wrong in the data?
report-problem = Report a problem
problem-subject = Problem in the data: { $title }
former-addresses = Earlier addresses of this dataset:

### A dataset that is not there

restricted = Restricted
restricted-text = The rows of this dataset are not published.
how-to-ask = How to ask for it
notice = This dataset is not published yet.
notice-on = It will be on
tombstone = This dataset was withdrawn and is no longer published.
tombstone-on = It was withdrawn on
why = Why
moved = This dataset has moved to
not-found = There is no page here
not-found-text = The address may be mistyped, or the page may have been moved. Every dataset of this site is in the list of datasets.
see-datasets = See all datasets

### What is in the columns

profile = What is in the columns
profile-text = Worked out from all rows.
missing = Missing
distinct = Different values
smallest = Smallest
largest = Largest
commonest = Commonest
characters = Characters
spread = How numbers and dates are spread
spread-text = The higher a bar, the more rows have a value in it.
spread-counts = The counts
spread-values = Values
spread-rows = Rows
spread-below = { $from } to under { $to }
spread-range = { $from } to { $to }
spread-week = week of { $date }
spread-alternative = { $column }: { $bars } bars. The first is { $first }, the last { $last }. The highest is { $highest }, with { $count ->
    [one] { $count-text } row
   *[other] { $count-text } rows
}.
spread-outside = { $count ->
    [one] { $count-text } value is in no bar: it is not a number, or too long.
   *[other] { $count-text } values are in no bar: they are not numbers, or too long.
}

### Quality

quality-description = What the automatic checks found in the published data. Values themselves are never shown here.
quality-checked = { $count ->
    [one] { $count-text } dataset was checked. As at { $date }.
   *[other] { $count-text } datasets were checked. As at { $date }.
}
overdue = Overdue
was-due = was due by
by-rule = What was found
by-place = Where it was found
rule = Rule
severity = Weight
severity-error = Error
severity-warning = Warning
severity-info = Remark
how-often = How often
allowed = Settled with a reason
allowed-text = The publisher looked at these rules and decided that they need not hold.
where = Where
reason = Reason
whole-site = The whole site
quality-json = The same for programs (JSON)

rule-project-undeclared-file = A file in the repository is not published because nothing describes it
rule-project-unconfirmed = A line that was suggested has not been confirmed by a person
rule-project-derived-name = A name was derived because the given one does not fit
rule-project-unused-allow = A rule is settled that nothing breaks
rule-project-host-root-files = Some files have to be copied to the root of the host
rule-project-no-datasets = There are no datasets
rule-csv-header-only = The table has a header and no rows
rule-csv-stray-quote = A quotation mark stands inside a value that is not quoted
rule-csv-blank-row = A row is blank
rule-csv-blank-column = A column is blank
rule-csv-formula-like-cell = A spreadsheet would run the value as a formula
rule-csvw-doubtful-metadata = The metadata of a table is doubtful
rule-csvw-mixed-null-markers = Several marks stand for a missing value, and their meanings are lost
rule-dcat-missing-contact-point = Nobody is named who can be asked
rule-dcat-missing-date = No date is given
rule-dcat-future-date = A date is in the future
rule-dcat-short-description = The description is short
rule-datapackage-doubtful = The data package is doubtful
rule-datapackage-unsupported = Something in the data package is not used
rule-privacy-email-address = Values look like e-mail addresses
rule-privacy-national-insurance-number = Values look like National Insurance numbers
rule-privacy-telephone-number = Values look like telephone numbers
rule-content-raw-html = HTML in a text was left out
rule-format-withdrawn = A format could not be written
rule-api-lookup-value-left-out = A value has no address in the API

### The API

api-description = Read-only, without a key and without limits: every address is a file.
api-of = API of { $dataset }
api-of-description = How to read { $dataset } with a program: every address is a file, without a key and without limits.
api-base = Base address
api-openapi = For programs (OpenAPI 3.1)
api-version = Version of the API
api-licence = Licence of the data
api-start = Start here
api-example = The examples read
api-pages = Each dataset
api-pages-description = Each dataset has a page about its API, with the types of its rows and examples that read it.
api-operations = Addresses
api-operations-description = Put each after the base address. What is in braces stands for a value.
api-parameters = Parameters
api-answers = Answers
api-name = Name
api-type = Type
api-example-value = Example
api-for-example = For example
api-status = Status
api-body = Body
api-answer-200 = The document.
api-answer-404 = There is no such document. The host answers with a page for people, not with JSON.
api-example-answer = Example of answer { $status }
api-schemas = Schemas
api-schemas-description = Every key is always there unless something else is said; more keys may be added without a new version.
api-may-be-absent = may be absent
api-one-of = one of { $values }
api-only = always { $value }
api-unit = in { $unit }
api-catalogue-summary = The portal
api-catalogue-description = Title, publishers, topics, licence, and where everything is.
api-datasets-summary = The first datasets
api-datasets-description = Up to 1,000 datasets by id; “next” leads to the rest.
api-more-datasets-summary = Further datasets
api-more-datasets-description = A page of the list from the second on, 1,000 datasets a page.
api-dataset-summary = A dataset
api-dataset-description = All that is said of the dataset, with links to its tables and files.
api-openapi-summary = This API for one dataset
api-openapi-description = An OpenAPI document in which the rows of each table have the types of their columns.
api-table-summary = A table
api-table-of = The table { $table }
api-table-description = Columns, number of rows and of row pages, and every file that has the rows.
api-rows-summary = A page of rows
api-rows-of = Rows of { $table }
api-rows-description = Up to 1,000 rows in the order of the table; “next” leads to the following page.
api-row-of = A row of { $table }.
api-look-up-summary = The rows with a value
api-look-up-of = Rows of { $table } by { $column }
api-look-up-description = Up to 1,000 rows that have the value in the column, in the order of the table; “next” leads to the following page.
api-parameter-id = Id of the dataset.
api-parameter-table = Name of the table.
api-parameter-column = A column that rows are looked up by.
api-parameter-value = A value of the column.
api-parameter-page = Number of the page, from 1.

### How often (EU frequency list)

frequency-tridecennial = every thirty years
frequency-bidecennial = every twenty years
frequency-decennial = every ten years
frequency-quinquennial = every five years
frequency-quadrennial = every four years
frequency-triennial = every three years
frequency-biennial = every two years
frequency-annual = every year
frequency-semiannual = twice a year
frequency-three-times-a-year = three times a year
frequency-quarterly = every three months
frequency-bimonthly = every two months
frequency-monthly = every month
frequency-semimonthly = twice a month
frequency-three-times-a-month = three times a month
frequency-biweekly = every two weeks
frequency-weekly = every week
frequency-semiweekly = twice a week
frequency-three-times-a-week = three times a week
frequency-five-times-a-week = five times a week
frequency-daily = every day
frequency-twice-a-day = twice a day
frequency-every-twelve-hours = every twelve hours
frequency-trihourly = every three hours
frequency-bihourly = every two hours
frequency-hourly = every hour
frequency-every-thirty-minutes = every thirty minutes
frequency-every-fifteen-minutes = every fifteen minutes
frequency-every-ten-minutes = every ten minutes
frequency-every-five-minutes = every five minutes
frequency-every-minute = every minute
frequency-continuously-updated = all the time
frequency-continuous = all the time
frequency-irregular = at irregular times
frequency-as-needed = when needed
frequency-not-planned = no update is planned
frequency-never = never
frequency-provisional-data = provisional data
frequency-other = other
frequency-unknown = not known
