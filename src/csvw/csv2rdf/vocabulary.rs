//! Terms of CSVW's vocabulary, <http://www.w3.org/ns/csvw#>.

use oxrdf::NamedNodeRef;

macro_rules! terms {
    ($($name:ident = $local:literal: $about:literal),* $(,)?) => {
        $(
            #[doc = $about]
            pub(super) const $name: NamedNodeRef<'static> =
                NamedNodeRef::new_unchecked(concat!("http://www.w3.org/ns/csvw#", $local));
        )*
    };
}

terms! {
    TABLE_GROUP = "TableGroup": "The class of groups.",
    TABLE = "Table": "The class of tables.",
    ROW = "Row": "The class of rows.",
    TABLE_OF = "table": "From a group to its table.",
    ROW_OF = "row": "From a table to its row.",
    ROW_NUMBER = "rownum": "The position of a row in its table.",
    URL = "url": "Where a table or row is.",
    TITLE = "title": "A title of a row.",
    DESCRIBES = "describes": "From a row to what it is about.",
}
