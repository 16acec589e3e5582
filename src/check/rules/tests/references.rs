//! What is said of datasets that refer to others.

use super::*;

#[test]
fn topics_and_publishers_are_declared() {
    assert_eq!(
        said_of(|stops| stops.topic = vec!["transprot".to_owned()]),
        ["project/unknown-topic: there is no topic `transprot` (did you mean `transport`?)"]
    );
    assert!(said_of(|stops| stops.publisher = Some("unit".to_owned()))[0].contains("there is no publisher `unit`"));
}

#[test]
fn series_are_declared() {
    let said = said(|portal| {
        let series = crate::model::Series {
            id: "stops".to_owned(),
            title: text("Stops"),
            description: text("Where people wait."),
            publisher: Some("unit".to_owned()),
            span: None,
        };
        portal.settings.catalogue.series = vec![series];
        portal.datasets[0].in_series = vec!["stop".to_owned(), "stops".to_owned()];
    });
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[0].starts_with("project/unknown-publisher: there is no publisher `unit`"), "{said:?}");
    assert_eq!(said[1], "project/unknown-series: there is no series `stop` (did you mean `stops`?)");
}

#[test]
fn publishers_without_a_name_on_gov_uk_are_told_once() {
    let said = said(|portal| {
        let mut other = portal.settings.catalogue.publishers[0].clone();
        other.id = "unit".to_owned();
        portal.settings.catalogue.publishers.push(other);
        portal.settings.catalogue.publishers.iter_mut().for_each(|publisher| publisher.gov_uk_organisation = None);
        portal.datasets[0].publisher = Some("unit".to_owned());
    });
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(
        said[0].starts_with(
            "project/publisher-not-on-gov-uk: the publisher `borough` and one more have no `gov_uk_organisation`"
        ),
        "{said:?}"
    );
}

#[test]
fn related_datasets_are_there_and_are_published() {
    assert_eq!(
        said_of(|stops| stops.related = vec!["ward".to_owned(), "https://example.org/".to_owned(), "wards".to_owned()]),
        ["project/unknown-dataset: there is no dataset `ward` (did you mean `wards`?)"]
    );
    let said = said(|portal| {
        portal.datasets[0].tables.clear();
        portal.datasets[0].related = vec!["wards".to_owned()];
        portal.datasets[1].status = Status::Draft;
    });
    assert_eq!(said.len(), 1);
    assert!(said[0].starts_with("project/reference-to-unpublished: the dataset `bus-stops` is published"), "{said:?}");
}

#[test]
fn an_id_belongs_to_one_dataset() {
    assert_eq!(said(|portal| portal.datasets[0].former_ids = vec!["stops".to_owned()]), [""; 0]);
    assert!(
        said(|portal| portal.datasets[0].former_ids = vec!["wards".to_owned()])[0].starts_with("project/duplicate-id")
    );
    let twice = said(|portal| {
        portal.datasets[0].former_ids = vec!["areas".to_owned()];
        portal.datasets[1].former_ids = vec!["areas".to_owned()];
    });
    assert_eq!(twice.len(), 1, "{twice:?}");
}

#[test]
fn foreign_keys_refer_to_what_is_published() {
    for (change, why) in [
        ((|wards| wards.status = Status::Draft) as fn(&mut Dataset), "a draft"),
        (|wards| wards.available = Some(date(2026, 9, 1)), "not yet available"),
        (
            |wards| wards.access_rights = AccessRights::Restricted { reason: text("r"), how_to_ask: text("h") },
            "restricted",
        ),
        (|wards| wards.status = Status::Withdrawn(Withdrawal { on: None, reason: text("wrong") }), "withdrawn"),
    ] {
        let said = said(|portal| change(&mut portal.datasets[1]));
        assert_eq!(
            said,
            [format!(
                "project/reference-to-unpublished: the dataset `bus-stops` is published and has a foreign key to `wards`, \
                 which is {why} (publish `wards`, hold `bus-stops` back too, or take the foreign key out)"
            )]
        );
    }
    let both = said(|portal| portal.datasets.iter_mut().for_each(|dataset| dataset.status = Status::Draft));
    assert_eq!(both, [""; 0]);
}

#[test]
fn published_columns_do_not_refer_to_suppressed_ones() {
    let suppress = |portal: &mut Portal| portal.datasets[1].tables[0].schema.columns[0].suppress_output = true;
    let warned = [
        "project/reference-to-suppressed: `ward` of `bus-stops/stops` is published and refers to `code` of `wards/wards`, \
         which is suppressed (suppress `ward` as well (`suppress_output = true`), or publish `code` by taking its \
         `suppress_output` out; where its values are no secret, allow the rule with a reason)",
    ];
    assert_eq!(said(suppress), warned);
    // What is not published yet is told in time; what never is, tells nothing.
    let with = |change: fn(&mut Dataset)| {
        said(|portal| {
            suppress(portal);
            portal.datasets.iter_mut().for_each(change);
        })
    };
    assert_eq!(with(|dataset| dataset.status = Status::Draft), warned);
    assert_eq!(
        with(|dataset| {
            dataset.access_rights = AccessRights::Restricted { reason: text("r"), how_to_ask: text("h") };
        }),
        [""; 0]
    );
    // Both kept back, or of several columns another one.
    assert_eq!(
        said(|portal| {
            suppress(portal);
            portal.datasets[0].tables[0].schema.columns[1].suppress_output = true;
            portal.datasets[0].tables[0].index.clear();
        }),
        [""; 0]
    );
    let of_two = said(|portal| {
        portal.datasets[1].tables[0].schema.columns[1].suppress_output = true;
        let key = &mut portal.datasets[0].tables[0].schema.foreign_keys[0];
        key.columns.push("officer".to_owned());
        key.reference.columns.push("name".to_owned());
    });
    assert_eq!(of_two.len(), 1, "{of_two:?}");
    assert!(of_two[0].contains("`officer` of `bus-stops/stops` is published and refers to `name`"), "{of_two:?}");
}

#[test]
fn keys_and_lookups_name_a_column_once() {
    assert_eq!(
        said_of(|stops| stops.tables[0].schema.primary_key = vec!["stop_id".to_owned(); 3]),
        [
            "csvw/repeated-column: the primary key names `stop_id` twice (name `stop_id` once, or the column that was meant in its place)"
        ]
    );
    assert!(
        said_of(|stops| stops.tables[0].index.push("ward".to_owned()))[0]
            .starts_with("csvw/repeated-column: `index` names `ward` twice")
    );
    let said = said_of(|stops| {
        let key = &mut stops.tables[0].schema.foreign_keys[0];
        key.columns = vec!["ward".to_owned(), "ward".to_owned()];
        key.reference.columns = vec!["code".to_owned(), "code".to_owned()];
    });
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[0].starts_with("csvw/repeated-column: a foreign key names `ward` twice"), "{said:?}");
    assert!(said[1].starts_with("csvw/repeated-column: a foreign key refers to `code` twice"), "{said:?}");
}

#[test]
fn foreign_keys_refer_to_what_is_there() {
    let refer = |table: &str, column: &str| {
        said_of(|stops| {
            let reference = Reference { table: table.to_owned(), columns: vec![column.to_owned()] };
            stops.tables[0].schema.foreign_keys[0].reference = reference;
        })
    };
    assert_eq!(
        refer("ward/wards", "code"),
        [
            "csvw/unknown-reference: a foreign key refers to the dataset `ward`, which does not exist (did you mean `wards`?)"
        ]
    );
    assert!(refer("wards/areas", "code")[0].contains("the table `areas`, which the dataset `wards` does not have"));
    assert!(refer("wards/wards", "Code")[0].ends_with("(did you mean `code`?)"));
    assert_eq!(refer("https://example.org/x.csv", "code").len(), 1);
}

#[test]
fn foreign_keys_have_columns_and_datatypes_that_agree() {
    let number = said(|portal| portal.datasets[1].tables[0].schema.columns[0].datatype = Datatype::of("integer"));
    assert_eq!(
        number,
        [
            "csvw/doubtful-metadata: `ward` is of the datatype `string`, and `code`, to which it refers, of `integer` (give both columns one datatype; codes are best strings)"
        ]
    );
    let more = said_of(|stops| stops.tables[0].schema.foreign_keys[0].columns.push("stop_id".to_owned()));
    assert!(more[0].starts_with("csvw/invalid-foreign-key: a foreign key of 2 columns refers to 1"), "{more:?}");
}

#[test]
fn keys_and_lookups_name_columns() {
    assert_eq!(
        said_of(|stops| stops.tables[0].schema.primary_key = vec!["stop".to_owned()]),
        [
            "csvw/unknown-column: the primary key names `stop`, which is no column of the table `stops` (did you mean `stop_id`?)"
        ]
    );
    assert!(
        said_of(|stops| stops.tables[0].index = vec!["area".to_owned()])[0].starts_with("csvw/unknown-column: `index`")
    );
    let suppressed = said_of(|stops| {
        stops.tables[0].index = vec!["officer".to_owned()];
        stops.tables[0].schema.columns[2].suppress_output = true;
    });
    assert!(suppressed[0].starts_with("project/invalid-value: `index` names `officer`"), "{suppressed:?}");
}
