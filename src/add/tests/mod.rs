//! What `add` makes of files.

mod corpus;

use tempfile::TempDir;

/// An empty portal whose site has a publisher and a licence.
fn portal() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let site = "[site]\ntitle = \"T\"\nbase_url = \"https://data.example.org/\"\npublisher = \"borough\"\n\
                licence = \"OGL-UK-3.0\"\n[publishers.borough]\nname = \"Borough\"\n";
    std::fs::write(folder.path().join("plainsight.toml"), site).unwrap();
    folder
}
