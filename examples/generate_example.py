#!/usr/bin/env python3
"""Writes the rows of the example portal: the CSV files below `datasets/`, and nothing else.

    python3 examples/generate_example.py            # writes into datasets/ of this repository
    python3 examples/generate_example.py --out DIR  # writes the same files below DIR instead

Python 3.9 or later, standard library only. The seed is fixed and no clock is read, so the same bytes come out each time;
the compressed readings differ between versions of zlib, the rows in them do not.

Everything here is invented. Fernholt is not a place, ward codes begin with an X, postcodes are in the unused ZZ area,
telephone numbers are from the range that Ofcom keeps for drama (01632 960xxx), and positions lie in the North Sea.
What the columns mean is written by hand, in the dataset.toml, CSVW and data package beside the files.
"""

import argparse
import csv
import gzip
import io
import random
from datetime import date, timedelta
from pathlib import Path

SEED = "fernholt"

# --- what several datasets share -------------------------------------------------------------------------------------

# code, name, Welsh name, councillors, electorate, hectares, latitude, longitude
WARDS = [
    ("X05000001", "Alder Bridge", "Pont y Wern", 2, 5310, "412.6", 54.702, 2.214),
    ("X05000002", "Blue Barn", "Yr Ysgubor Las", 2, 4876, "688.1", 54.721, 2.251),
    ("X05000003", "Fernholt Central", "Canol Fernholt", 2, 6942, "148.9", 54.696, 2.286),
    ("X05000004", "Fernholt North", "Gogledd Fernholt", 2, 6518, "203.4", 54.713, 2.291),
    ("X05000005", "Fernholt South", "De Fernholt", 2, 6377, "231.7", 54.681, 2.283),
    ("X05000006", "Heron Lake", "Llyn y Crëyr", 2, 4423, "954.2", 54.735, 2.312),
    ("X05000007", "Long Meadow", "Y Ddôl Hir", 2, 5127, "1037.5", 54.668, 2.331),
    ("X05000008", "Miller's Wood", "Coed y Melinydd", 2, 4958, "871.3", 54.724, 2.352),
    ("X05000009", "Old Harbour", "Yr Hen Harbwr", 2, 6204, "176.8", 54.689, 2.371),
    ("X05000010", "Nine Springs", "Naw Ffynnon", 2, 4689, "1204.0", 54.654, 2.359),
    ("X05000011", "Otter Bank", "Glan y Dyfrgi", 2, 5581, "517.9", 54.702, 2.344),
    ("X05000012", "Windmill Ridge", "Cefn y Felin Wynt", 2, 4315, "1398.6", 54.741, 2.268),
]
ENDED_WARDS = [
    ("X05000901", "Market Side", "Ochr y Farchnad", 3, "379.9"),
    ("X05000902", "Quay and Harbour", "Y Cei a'r Harbwr", 2, "184.2"),
    ("X05000903", "Meadow and Springs", "Y Ddôl a'r Ffynhonnau", 3, "2234.1"),
]
NEW_ARRANGEMENTS = date(2023, 5, 4)
FIRST_ARRANGEMENTS = date(2011, 5, 5)

# code, label, Welsh label, definition
SERVICE_AREAS = [
    ("ASC", "Adult social care", "Gofal cymdeithasol i oedolion",
     "Care, support and safeguarding for adults, and help for their carers."),
    ("CHI", "Children's services", "Gwasanaethau plant",
     "Early help, safeguarding, fostering and adoption, and support for care leavers."),
    ("COM", "Communities and leisure", "Cymunedau a hamdden",
     "Community centres, parks, sport, play areas and grants to voluntary organisations."),
    ("COR", "Corporate services", "Gwasanaethau corfforaethol",
     "Human resources, legal advice, insurance and the council's own buildings."),
    ("DEM", "Democratic services", "Gwasanaethau democrataidd",
     "Council meetings, support for councillors, elections and electoral registration."),
    ("EDU", "Education and schools", "Addysg ac ysgolion",
     "Maintained schools, school transport, admissions and adult learning."),
    ("ENV", "Environment and waste", "Yr amgylchedd a gwastraff",
     "Collection and disposal of waste, street cleaning, trees and air quality."),
    ("FIN", "Finance", "Cyllid",
     "Accounting, audit, council tax, business rates and benefits."),
    ("HIG", "Highways and transport", "Priffyrdd a thrafnidiaeth",
     "Roads, bridges, street lighting, parking and supported bus services."),
    ("HOU", "Housing", "Tai",
     "Homelessness, housing advice, licensing of rented homes and repairs to council homes."),
    ("ICT", "Digital and technology", "Digidol a thechnoleg",
     "Software, networks, telephony and the council's website."),
    ("LIB", "Libraries and archives", "Llyfrgelloedd ac archifau",
     "Public libraries, the mobile library and the borough record office."),
    ("PLA", "Planning and building control", "Cynllunio a rheoli adeiladu",
     "Planning applications, the local plan, tree orders and building regulations."),
    ("PUB", "Public health", "Iechyd y cyhoedd",
     "Health improvement, drug and alcohol services, and sexual health services."),
    ("REG", "Regulatory services", "Gwasanaethau rheoleiddio",
     "Licensing, food safety, trading standards and pest control."),
]

STREET_FIRST = [
    "Abbotsmere", "Bellwether", "Bramblewick", "Candlemaker", "Cartwheel", "Cloverley", "Cobblestone", "Dovecote", "Eelcatcher",
    "Featherbed", "Fiddler", "Foxglove", "Gatehouse", "Gooseberry", "Hazelcroft", "Honeycomb", "Hopgarden", "Ivorygate",
    "Juniper", "Kingcup", "Lamplighter", "Larkrise", "Lavender", "Mallowfield", "Millrace", "Moonraker", "Netmaker", "Nightingale",
    "Osier", "Paddlewheel", "Partridge", "Pepperpot", "Quarrymoss", "Ropewalk", "Saddlers", "Skylark", "Sorrel", "Tanyard",
    "Teasel", "Thimble", "Tinderbox", "Umberley", "Vinegar", "Wagtail", "Weavers", "Whistlejack", "Yarrowdale",
]
STREET_KIND = ["Street", "Road", "Lane", "Close", "Avenue", "Gardens", "Terrace", "Way"]


def rng(name):
    """A generator of random numbers of its own for each dataset, so that one can change without the others."""
    return random.Random(f"{SEED}/{name}")


def day(value):
    return value.strftime("%d/%m/%Y")


def money(value):
    return f"{value:.2f}"


def streets():
    """240 streets with their ward, sorted by name."""
    r = rng("streets")
    pairs = [(first, kind) for first in STREET_FIRST for kind in STREET_KIND]
    chosen = sorted(r.sample(pairs, 240))
    codes = [ward[0] for ward in WARDS]
    return [(f"{first} {kind}", codes[r.randrange(len(codes))]) for first, kind in chosen]


def postcode(r, ward_code):
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    return f"ZZ{int(ward_code[-2:])} {r.randrange(1, 10)}{r.choice(letters)}{r.choice(letters)}"


def near(r, latitude, longitude):
    return f"{latitude + r.uniform(-0.012, 0.012):.5f}", f"{longitude + r.uniform(-0.016, 0.016):.5f}"


# --- one function a dataset: each yields (file, encoding, header, rows) ----------------------------------------------


def wards():
    rows = [
        (code, name, name_cy, seats, electorate, hectares, (NEW_ARRANGEMENTS if code in CREATED_2023 else FIRST_ARRANGEMENTS).isoformat(), "")
        for code, name, name_cy, seats, electorate, hectares, _, _ in WARDS
    ]
    rows += [
        (code, name, name_cy, seats, "", hectares, FIRST_ARRANGEMENTS.isoformat(), (NEW_ARRANGEMENTS - timedelta(days=1)).isoformat())
        for code, name, name_cy, seats, hectares in ENDED_WARDS
    ]
    header = ["code", "name", "name_cy", "councillors", "electorate", "area_hectares", "valid_from", "valid_to"]
    yield "wards/register.csv", "utf-8", header, rows

    first_order = "Fernholt (Electoral Arrangements) Order 2010"
    new_order = "Fernholt (Electoral Changes) Order 2022"
    changes = [(FIRST_ARRANGEMENTS, "created", "", ward[0], first_order, "Created when the borough was first divided into wards.")
               for ward in WARDS if ward[0] not in CREATED_2023]
    changes += [(FIRST_ARRANGEMENTS, "created", "", ward[0], first_order, "Created when the borough was first divided into wards.")
                for ward in ENDED_WARDS]
    changes += [
        (NEW_ARRANGEMENTS, "split", "X05000901", "X05000003", new_order, "The part of Market Side inside the old town walls."),
        (NEW_ARRANGEMENTS, "split", "X05000901", "X05000005", new_order, "The part of Market Side south of the railway."),
        (NEW_ARRANGEMENTS, "renamed", "X05000902", "X05000009", new_order, "Renamed at the request of residents; the boundary hardly moved."),
        (NEW_ARRANGEMENTS, "split", "X05000903", "X05000007", new_order, "The low ground east of the river."),
        (NEW_ARRANGEMENTS, "split", "X05000903", "X05000010", new_order, "The villages around the springs."),
        (NEW_ARRANGEMENTS, "boundary-change", "X05000004", "X05000004", new_order, "Took in 112 homes at Paddlewheel Way from Heron Lake."),
        (NEW_ARRANGEMENTS, "boundary-change", "X05000006", "X05000006", new_order, "Gave up 112 homes at Paddlewheel Way to Fernholt North."),
    ]
    header = ["change_id", "changed_on", "kind", "old_ward", "new_ward", "legal_order", "note"]
    yield "wards/ward-changes.csv", "utf-8", header, [
        (f"WC{number:03}", on.isoformat(), *rest) for number, (on, *rest) in enumerate(changes, 1)
    ]


CREATED_2023 = {"X05000003", "X05000005", "X05000007", "X05000009", "X05000010"}


def service_areas():
    yield "service-areas/codes.csv", "utf-8", ["code", "label", "label_cy", "definition"], SERVICE_AREAS


# service area: (supplier, expense type, purpose)
PAYMENTS = {
    "ASC": [
        ("Thistledown Homecare CIC", "Home care", "Hours of home care commissioned"),
        ("Marrowbone House Residential Ltd", "Residential care", "Residential placements for the month"),
        ("Snowdrop & Sorrel Nursing Ltd", "Residential care", "Nursing placements for the month"),
        ("Pennywhistle Day Centres", "Day care", "Day centre places at £61 a day"),
    ],
    "CHI": [
        ("Little Lanterns Fostering Ltd", "Fostering", "Agency foster placements"),
        ("Kitehill Children's Homes Ltd", "Residential care", "Residential placements for the month"),
        ("Bramblewick Family Mediation", "Professional fees", "Mediation sessions"),
    ],
    "COM": [
        ("Gooseberry Playgrounds Ltd", "Grounds maintenance", "Repairs to play equipment"),
        ("Fernholt Bandstand Trust", "Grants and subscriptions", "Quarterly grant payment"),
        ("Café Mirabelle Catering Ltd", "Catering", "Catering at the summer fair, £6.50 a head"),
    ],
    "COR": [
        ("Mossop, Wren and Tarn LLP", "Legal fees", "Advice on a contract"),
        ("Umberley Mutual Insurance", "Insurance", "Premium for council buildings"),
        ("Tidy & Teasel Cleaning Ltd", "Cleaning", "Cleaning of the civic offices"),
        ("Halfpenny Payroll Services Ltd", "Professional fees", "Payroll bureau, monthly charge"),
    ],
    "DEM": [
        ("Inkwell and Ballot Printing Ltd", "Printing", "Poll cards and ballot papers"),
        ("Scrutineer Hall Hire", "Room hire", "Hire of halls at £45 an hour"),
        ("Café Mirabelle Catering Ltd", "Catering", "Refreshments for a civic event"),
    ],
    "EDU": [
        ("Yellow Wellington Coaches Ltd", "School transport", "Contract routes for the month"),
        ("Chalkdust Supply Teaching Ltd", "Agency staff", "Supply cover"),
        ("Crème de la Crumb School Meals Ltd", "School meals", "Meals at £2.90 each"),
        ("Abacus & Globe Educational Supplies", "Equipment", "Classroom equipment"),
    ],
    "ENV": [
        ("Fern Valley Joint Waste Service", "Waste collection", "Collection contract, monthly charge"),
        ("Badgerbrush Street Cleansing Ltd", "Street cleaning", "Mechanical sweeping"),
        ("Gröning Vehicle Hire Ltd", "Vehicle hire", "Hire of sweepers"),
        ("Whistlejack Tree Surgeons", "Grounds maintenance", "Work on highway trees"),
    ],
    "FIN": [
        ("Counterfoil Audit LLP", "Audit fees", "External audit"),
        ("Brass Farthing Bailiffs Ltd", "Legal fees", "Recovery of council tax"),
        ("Ledger & Quill Software Ltd", "Software", "Licence for the revenues system"),
    ],
    "HIG": [
        ("Quillmere Highways Ltd", "Road maintenance", "Resurfacing"),
        ("Cobblestone Surfacing Ltd", "Road maintenance", "Patching of potholes"),
        ("Glowworm Street Lighting Ltd", "Street lighting", "Replacement of columns and lamps"),
        ("Yellow Wellington Coaches Ltd", "Supported transport", "Subsidy for evening buses"),
    ],
    "HOU": [
        ("Harbour Light Hostels", "Temporary accommodation", "Nightly charge at £52 a room"),
        ("Doorstep and Dovecote Homes", "Temporary accommodation", "Leased homes for the month"),
        ("Lattice Repairs Ltd", "Repairs and maintenance", "Repairs to council homes"),
        ("Chimneypot Surveyors LLP", "Professional fees", "Stock condition survey"),
    ],
    "ICT": [
        ("Ledger & Quill Software Ltd", "Software", "Support and licences"),
        ("Semaphore Networks Ltd", "Telecommunications", "Line rental and data"),
        ("Moonraker Cloud Hosting Ltd", "Hosting", "Hosting of council systems"),
    ],
    "LIB": [
        ("Dog-Ear Book Supplies Ltd", "Books and media", "New stock for branch libraries"),
        ("Vellum Conservation Studio", "Professional fees", "Conservation of parish maps"),
        ("Atelier Élan Design Ltd", "Printing", "Posters for the reading challenge"),
    ],
    "PLA": [
        ("Chimneypot Surveyors LLP", "Professional fees", "Valuation for a planning obligation"),
        ("Plumbline Planning Consultants", "Professional fees", "Evidence for the local plan"),
        ("Greenfinch Ecology Ltd", "Professional fees", "Ecology advice on an application"),
    ],
    "PUB": [
        ("Apple a Day Pharmacies Ltd", "Health services", "Health checks delivered"),
        ("Clearwater Spring Recovery CIC", "Health services", "Recovery service, monthly charge"),
        ("Stepping Stile Health Coaching", "Health services", "Coaching at £38 a session"),
    ],
    "REG": [
        ("Cat and Fiddle Pest Control", "Pest control", "Treatments of public land"),
        ("Thermometer Food Safety Ltd", "Professional fees", "Sampling and analysis"),
        ("Larkrise Kennels", "Animal welfare", "Kennelling of stray dogs"),
    ],
}
HOLIDAYS = {(12, 25), (12, 26), (12, 28), (1, 1)}
REDACTIONS = [("Redacted", "Personal data"), ("Redacted", "Personal data"), ("Redacted", "Commercial confidentiality")]


def spending():
    r = rng("spending")
    number = 0
    header = ["Transaction number", "Date paid", "Service area", "Supplier", "Reason for redaction", "Expense type", "Purpose",
              "Amount (£)", "VAT not recovered (£)"]
    codes = [area[0] for area in SERVICE_AREAS]
    weights = [14, 10, 5, 7, 2, 10, 11, 4, 12, 10, 6, 3, 3, 4, 3]
    for index in range(12):
        year, month = divmod(2025 * 12 + 9 + index, 12)
        month += 1
        first = date(year, month, 1)
        days = [d for d in (first + timedelta(days=n) for n in range(31))
                if d.month == month and d.weekday() < 5 and (d.month, d.day) not in HOLIDAYS]
        paid = sorted(r.choice(days) for _ in range(r.randrange(238, 263)))
        rows = []
        for paid_on in paid:
            number += r.randrange(1, 4)  # payments of £500 or less take numbers too
            code = r.choices(codes, weights)[0]
            (supplier, expense, purpose), reason = r.choice(PAYMENTS[code]), ""
            if r.random() < (0.12 if code in ("ASC", "CHI") else 0.015):
                supplier, reason = r.choice(REDACTIONS)
            amount = 500 + r.lognormvariate(7.0, 1.1)
            if r.random() < 0.02:
                amount, purpose = -r.uniform(501, 3500), "Credit note"
            vat = amount * 0.2 if amount > 0 and r.random() < 0.06 else 0.0
            rows.append((f"FBC-{number:06}", day(paid_on), code, supplier, reason, expense, purpose, money(amount), money(vat)))
        yield f"spending-over-500/spend-{year}-{month:02}.csv", "cp1252", header, rows


GRANT_FUNDS = [
    ("Community Chest", 250, 1500, ["New equipment for {who}", "Volunteer expenses for {who}", "Insurance and room hire for {who}"]),
    ("Healthy Fernholt", 1000, 8000, ["Walking and gardening sessions by {who}", "Lunch club run by {who}", "Falls prevention classes by {who}"]),
    ("Youth Opportunities", 800, 6000, ["Summer holiday activities by {who}", "Evening sessions for young people by {who}"]),
    ("Warm Welcome", 500, 3000, ["Warm room opened each winter by {who}", "Hot meals served by {who}"]),
    ("Heritage and Place", 1500, 12000, ["Repairs to the hall used by {who}", "An exhibition of local history by {who}"]),
]
GRANTEES = [
    "Alder Bridge Allotment Society", "Blue Barn Young Farmers' Circle", "Bellringers of Old Harbour", "Cobblestone Community Café CIC",
    "Cylch Chwarae Pont y Wern", "Dovecote Dementia Choir", "Fernholt Bandstand Trust", "Fernholt Befrienders", "Fernholt Food Cupboard",
    "Fernholt Lantern Festival", "Fernholt Mending Circle", "Fernholt Wheelers", "Friends of Gooseberry Park", "Heron Lake Sailing for All",
    "Kite Club of Windmill Ridge", "Larkrise Carers' Network", "Long Meadow Village Hall", "Merched y Ddôl Hir", "Miller's Wood Scout Hut Fund",
    "Moonraker Youth Theatre", "Nine Springs Natural History Group", "Old Harbour Rowing Club", "Otter Bank Mutual Aid",
    "Pepperpot Parents and Toddlers", "Ropewalk Residents' Association", "Tanyard Tool Library",
]


def grants():
    r = rng("grants")
    register = {who: f"ZZ{4100 + 37 * n}" for n, who in enumerate(GRANTEES)}
    days = sorted(date(2024, 10, 1) + timedelta(days=r.randrange(730)) for _ in range(120))
    rows = []
    for number, awarded in enumerate(days, 1):
        fund, low, high, purposes = r.choice(GRANT_FUNDS)
        who = r.choice(GRANTEES)
        amount = r.randrange(low // 50, high // 50 + 1) * 50
        starts = awarded + timedelta(days=r.randrange(14, 60))
        ward = "" if r.random() < 0.2 else r.choice(WARDS)[0]
        registered = "" if r.random() < 0.1 else register[who]
        rows.append((f"FBC-GRANT-{number:04}", r.choice(purposes).format(who=who), day(awarded), money(amount), "GBP", who, registered,
                     fund, day(starts), r.choice([3, 6, 6, 12, 12, 12, 24]), ward))
    header = ["Identifier", "Title", "Award date", "Amount awarded", "Currency", "Recipient", "Recipient registration", "Fund",
              "Planned start", "Duration (months)", "Ward"]
    yield "grants/awards.csv", "utf-8", header, rows


FORENAMES = ["Aldous", "Bettrys", "Cosmo", "Drusilla", "Eirwen", "Fennimore", "Gwladys", "Horatia", "Ignatius", "Jocasta", "Kerenza", "Leander",
             "Mostyn", "Nesta", "Octavian", "Petronella", "Quentin", "Rosamund", "Septimus", "Tegeirian", "Ulric", "Verity", "Winifred", "Zebedee"]
SURNAMES = ["Appleyard-Fogg", "Bumbleworth", "Crumpethorn", "Dandelyon", "Elderwhistle", "Featherstrop", "Gingerfield", "Hobbleday", "Inkpennant",
            "Jellicle", "Kettlewink", "Lampwick", "Marmaladine", "Nettlebank", "Oddsocks", "Pumblechurch", "Quillfeather", "Rumbelow-Finch",
            "Snapdragon", "Thistlewick", "Umbrage", "Vinegarthy", "Wigglesham", "Zephyrine"]
PARTIES = ["Orchard Party", "Harbour Alliance", "Lantern Group", "Independent"]
ROLES = {0: "Leader of the council", 3: "Mayor", 5: "Cabinet member for finance", 8: "Cabinet member for environment",
         11: "Chair of the planning committee", 14: "Cabinet member for care", 17: "Leader of the opposition", 20: "Chair of scrutiny"}


def councillors():
    r = rng("councillors")
    rows = []
    for index in range(24):
        forename, surname = FORENAMES[index], SURNAMES[(index * 7) % 24]
        ward = WARDS[index // 2]
        elected = NEW_ARRANGEMENTS if r.random() < 0.85 else date(2025, 10, 9)
        mailbox = f"{forename}.{surname}".lower()
        rows.append((f"M{index + 1:02}", f"{forename} {surname}", ward[0], r.choices(PARTIES, [10, 8, 4, 2])[0], ROLES.get(index, ""),
                     elected.isoformat(), "2027-05-06", f"01632 960{index * 13 + 101:03}", f"{mailbox}@fernholt.example.org"))
    header = ["member_id", "name", "ward", "party", "role", "elected_on", "term_ends", "telephone", "email"]
    yield "councillors/members.csv", "utf-8", header, rows


VENUES = ["Village Hall", "Primary School", "Library", "Community Centre", "Scout Hut", "Chapel Vestry", "Bowls Pavilion", "Reading Room"]


def polling_stations():
    r = rng("polling-stations")
    by_ward = {}
    for street, ward in streets():
        by_ward.setdefault(ward, []).append(street)
    rows = []
    for index, ward in enumerate(WARDS):
        code, name, electorate = ward[0], ward[1], ward[4]
        shares = [r.uniform(0.8, 1.2) for _ in range(4)]
        electors = [int(electorate * share / sum(shares)) for share in shares]
        electors[0] += electorate - sum(electors)
        places = r.sample(by_ward[code], 4)
        for number, (venue, street) in enumerate(zip(r.sample(VENUES, 4), places)):
            latitude, longitude = near(r, ward[6], ward[7])
            rows.append((f"PS{index * 4 + number + 1:03}", f"{chr(65 + index)}{chr(65 + number)}", f"{name} {venue}", street, postcode(r, code), code,
                         latitude, longitude, "N" if r.random() < 0.1 else "Y", "Y" if r.random() < 0.6 else "N", electors[number]))
    header = ["station_id", "polling_district", "name", "street", "postcode", "ward", "latitude", "longitude", "step_free", "hearing_loop", "electors"]
    yield "polling-stations/stations.csv", "utf-8", header, rows


WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]


def bin_collections():
    r = rng("bin-collections")
    ward_day = {ward[0]: WEEKDAYS[index % 5] for index, ward in enumerate(WARDS)}
    rows = []
    for number, (street, ward) in enumerate(streets(), 1):
        waste = ["refuse", "recycling", "food"] + (["garden"] if r.random() < 0.7 else [])
        start = r.choice(["06:30", "07:00", "07:00", "07:30"])
        round_code = f"{ward_day[ward][:2].upper()}{int(ward[-2:]):02}"
        rows.append((f"S{number:04}", street, ward, ward_day[ward], r.choice("AB"), ";".join(waste), start, round_code, f"crew-{r.randrange(1, 15)}"))
    header = ["street_id", "street", "ward", "weekday", "week", "waste_types", "earliest_start", "round", "crew"]
    yield "bin-collections/rounds.csv", "utf-8", header, rows


SITES = [
    ("FH1", "Fernholt Market Square", "roadside", "X05000003", 54.6961, 2.2859, "2016-04-01", 34.0, 11.5),
    ("FH2", "Old Harbour Quay", "urban-background", "X05000009", 54.6893, 2.3708, "2018-01-15", 21.0, 9.8),
    ("FH3", "Paddlewheel Way", "roadside", "X05000004", 54.7132, 2.2914, "2019-09-02", 29.0, 10.6),
    ("FH4", "Nine Springs School", "rural", "X05000010", 54.6541, 2.3587, "2021-06-10", 8.5, 6.9),
]


def air_quality():
    r = rng("air-quality")
    header = ["site", "name", "site_type", "ward", "latitude", "longitude", "opened"]
    yield "air-quality/sites.csv", "utf-8", header, [(*site[:4], f"{site[4]:.4f}", f"{site[5]:.4f}", site[6]) for site in SITES]

    start = date(2025, 10, 1)
    weather = [1.0]
    for n in range(364):  # still days follow still days
        weather.append(max(0.45, min(1.9, 0.7 * weather[-1] + 0.3 + r.uniform(-0.25, 0.25))))
    rows = []
    for site in SITES:
        fault = {start + timedelta(days=d) for f in (r.randrange(360) for _ in range(2)) for d in range(f, f + r.randrange(2, 9))}
        for n in range(365):
            on = start + timedelta(days=n)
            winter = 1.25 if on.month in (11, 12, 1, 2) else 0.85 if on.month in (6, 7, 8) else 1.0
            weekend = 0.8 if on.weekday() >= 5 else 1.0
            for pollutant, usual in (("no2", site[7] * weekend), ("pm25", site[8])):
                value = f"{usual * winter * weather[n] * r.uniform(0.75, 1.25):.1f}"
                status = "verified" if on < date(2026, 4, 1) else "provisional"
                if on in fault:
                    value, status = "ND", "instrument-fault"
                elif r.random() < 0.008:
                    value, status = "ND", "calibration"
                rows.append((site[0], on.isoformat(), pollutant, value, status))
    yield "air-quality/readings.csv.gz", "utf-8", ["site", "day", "pollutant", "concentration", "status"], rows


APPLICATION_TYPES = [
    ("FUL", ["Change of use from shop to café", "Two-storey side extension", "Four dwellings with access and parking", "Replacement shopfront"]),
    ("HSE", ["Single-storey rear extension", "Loft conversion with rear dormer", "Detached garage", "Porch to front elevation"]),
    ("LBC", ["Repairs to sash windows", "Internal alterations to ground floor", "Reroofing in natural slate"]),
    ("ADV", ["One illuminated fascia sign", "Two non-illuminated hoardings"]),
    ("TRE", ["Crown reduction of one oak", "Felling of one ash with dieback"]),
]


def planning_applications():
    yield "planning-applications/decision-types.csv", "utf-8", ["code", "label", "definition"], [
        ("granted", "Granted", "Permission or consent was given without conditions beyond the standard ones."),
        ("granted-conditions", "Granted with conditions", "Permission or consent was given with conditions of its own."),
        ("refused", "Refused", "Permission or consent was refused; the decision notice gives the reasons."),
        ("withdrawn", "Withdrawn", "The applicant withdrew the application before it was decided."),
    ]
    r = rng("planning-applications")
    places = streets()
    received = sorted(date(2026, 1, 5) + timedelta(days=r.randrange(264)) for _ in range(140))
    rows = []
    for number, on in enumerate(received, 1):
        kind, proposals = r.choices(APPLICATION_TYPES, [4, 8, 2, 1, 3])[0]
        street, ward = r.choice(places)
        decided = on + timedelta(days=r.randrange(28, 100))
        decision, decided_on = "", ""
        if decided <= date(2026, 9, 30):
            decision, decided_on = r.choices(["granted", "granted-conditions", "refused", "withdrawn"], [6, 10, 3, 1])[0], decided.isoformat()
        rows.append((f"26/{number:04}/{kind}", on.isoformat(), kind, r.choice(proposals), street, ward, decision, decided_on))
    header = ["reference", "received_on", "application_type", "proposal", "street", "ward", "decision", "decided_on"]
    yield "planning-applications/applications.csv", "utf-8", header, rows


def public_toilets():
    r = rng("public-toilets")
    names = ["Market Square", "Old Harbour Quay", "Gooseberry Park", "Bus Station", "Heron Lake Car Park", "Windmill Ridge Viewpoint", "Fernholt Library",
             "Long Meadow Pavilion", "Alder Bridge Green", "Miller's Wood Visitor Centre", "Otter Bank Wharf", "Nine Springs Village Hall",
             "Blue Barn Farm Shop", "Paddlewheel Way"]
    codes = ["X05000003", "X05000009", "X05000005", "X05000003", "X05000006", "X05000012", "X05000003", "X05000007", "X05000001", "X05000008",
             "X05000011", "X05000010", "X05000002", "X05000004"]
    position = {ward[0]: (ward[6], ward[7]) for ward in WARDS}
    rows = []
    for number, (name, code) in enumerate(zip(names, codes), 1):
        latitude, longitude = near(r, *position[code])
        accessible = r.random() < 0.75
        rows.append((f"WC{number:02}", name, code, latitude, longitude, "Y" if accessible else "N", "Y" if accessible and r.random() < 0.6 else "N",
                     "Y" if r.random() < 0.65 else "N", r.choice(["06:00", "07:00", "08:00"]), r.choice(["18:00", "20:00", "22:00"]),
                     r.choice(["0.00", "0.00", "0.20", "0.50"])))
    header = ["toilet_id", "name", "ward", "latitude", "longitude", "step_free", "radar_key", "baby_changing", "opens", "closes", "charge"]
    yield "public-toilets/toilets.csv", "utf-8", header, rows


def empty_homes():
    r = rng("empty-homes")
    rows = []
    for year in (2024, 2025, 2026):
        for ward in WARDS:
            for length in ("6-to-24-months", "over-24-months"):
                homes = int(ward[4] * r.uniform(0.001, 0.007)) if length.startswith("6") else int(ward[4] * r.uniform(0.0004, 0.0025))
                rows.append((f"{year}-10-01", ward[0], length, *(("[c]", "suppressed") if homes < 5 else (homes, "published"))))
    yield "empty-homes/by-ward.csv", "utf-8", ["counted_on", "ward", "empty_for", "homes", "status"], rows


DATASETS = [wards, service_areas, spending, grants, councillors, polling_stations, bin_collections, air_quality, planning_applications, public_toilets,
            empty_homes]


def main():
    parser = argparse.ArgumentParser(description="Writes the CSV files of the example portal.")
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parent.parent / "datasets", help="the datasets folder (default: the repository's)")
    out = parser.parse_args().out
    for dataset in DATASETS:
        for name, encoding, header, rows in dataset():
            text = io.StringIO(newline="")
            writer = csv.writer(text, lineterminator="\n")
            writer.writerow(header)
            writer.writerows(rows)
            data = text.getvalue().encode(encoding)
            if name.endswith(".gz"):
                packed = io.BytesIO()
                with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=packed, mtime=0) as stream:
                    stream.write(data)
                data = packed.getvalue()
            path = out / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            print(f"{path.relative_to(out)}: {len(rows)} rows")


if __name__ == "__main__":
    main()
