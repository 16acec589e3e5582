//! `sitemap.xml` after the protocol of sitemaps.org.

use super::xml;
use crate::model::Edition;
use crate::publish::{PublishedFile, addresses};
use jiff::civil::Date;

/// A sitemap may list this many pages (and have 50 MB, which so many addresses of ours stay below).
const PAGES_MAX: usize = 50_000;

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// The sitemap of the pages, each an address below the site (ending in `/` or `.html`, empty for the first page) with
/// the day its content changed, where that is known. Past 50,000 pages `sitemap.xml` is an index of `sitemap-<n>.xml`,
/// n from 1.
#[must_use]
pub fn sitemap(edition: &Edition, pages: &[(String, Option<Date>)]) -> Vec<PublishedFile> {
    if pages.len() <= PAGES_MAX {
        return vec![PublishedFile { path: "sitemap.xml".to_owned(), bytes: page_list(edition, pages) }];
    }
    let mut files: Vec<PublishedFile> = pages
        .chunks(PAGES_MAX)
        .enumerate()
        .map(|(index, pages)| PublishedFile {
            path: format!("sitemap-{}.xml", index + 1),
            bytes: page_list(edition, pages),
        })
        .collect();
    let index = xml::document(|writer| {
        let root = writer.create_element("sitemapindex").with_attribute(("xmlns", NAMESPACE));
        root.write_inner_content(|writer| {
            for file in &files {
                let address = addresses::link(edition, &file.path);
                writer.create_element("sitemap").write_inner_content(|writer| xml::text(writer, "loc", &address))?;
            }
            Ok(())
        })?;
        Ok(())
    });
    files.insert(0, PublishedFile { path: "sitemap.xml".to_owned(), bytes: index });
    files
}

fn page_list(edition: &Edition, pages: &[(String, Option<Date>)]) -> Vec<u8> {
    xml::document(|writer| {
        let root = writer.create_element("urlset").with_attribute(("xmlns", NAMESPACE));
        root.write_inner_content(|writer| {
            for (path, changed) in pages {
                writer.create_element("url").write_inner_content(|writer| {
                    xml::text(writer, "loc", &addresses::link(edition, path))?;
                    changed.map_or(Ok(()), |day| xml::text(writer, "lastmod", &day.to_string()))
                })?;
            }
            Ok(())
        })?;
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::test_edition::edition;
    use jiff::civil::date;

    fn text(file: &PublishedFile) -> &str {
        std::str::from_utf8(&file.bytes).unwrap()
    }

    #[test]
    fn pages_are_listed_with_their_days() {
        let pages = [(String::new(), None), ("datasets/wards/".to_owned(), Some(date(2026, 1, 31)))];
        let files = sitemap(&edition(), &pages);
        assert_eq!(files.len(), 1);
        let expected = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
            <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n \
            <url>\n  <loc>https://data.example.org/open/</loc>\n </url>\n \
            <url>\n  <loc>https://data.example.org/open/datasets/wards/</loc>\n  <lastmod>2026-01-31</lastmod>\n </url>\n\
            </urlset>\n";
        assert_eq!(text(&files[0]), expected);
    }

    #[test]
    fn past_the_limit_there_is_an_index() {
        let pages: Vec<_> = (0..50_001).map(|number| (format!("p{number}/"), None)).collect();
        let files = sitemap(&edition(), &pages);
        let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"]);
        assert!(text(&files[0]).contains("<loc>https://data.example.org/open/sitemap-2.xml</loc>"));
        assert_eq!(text(&files[2]).matches("<url>").count(), 1);
    }
}
