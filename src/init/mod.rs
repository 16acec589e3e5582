pub fn init(_: &std::path::Path) -> Result<Vec<std::path::PathBuf>, std::io::Error> {
    Ok(vec![])
}
