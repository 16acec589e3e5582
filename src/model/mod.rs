//! The shelf, named as DCAT names it: a catalogue of datasets with their publishers, licences, tables and files. What a
//! table's rows mean is CSVW's business and is held as [`csvw::Table`](crate::csvw::Table).

mod catalogue;
mod coordinates;
mod dataset;
mod edition;
mod frequency;
mod licence;
pub mod media_type;
mod page;
mod places;
mod summary;
mod table;
mod text;

pub use catalogue::{
    Catalogue, FreedomOfInformation, Publisher, SecurityClassification, SecurityContact, Series, Topic,
};
pub use coordinates::{Axis, Coordinates, ReferenceSystem};
pub use dataset::{
    AccessRights, ContactPoint, Dataset, Distribution, Frequency, PeriodOfTime, Spatial, Status, Visibility, Withdrawal,
};
pub use edition::{Edition, Entry};
pub use licence::Licence;
pub use media_type::media_type;
pub use page::Page;
pub use places::Places;
pub use summary::{
    Artefact, ColumnProfile, CommonValue, DatasetSummary, Format, Histogram, Lookup, Step, StepUnit, TableSummary,
    Withdrawn,
};
pub use table::{CodeList, ColumnWords, PartColumn, Table};
pub use text::Text;
