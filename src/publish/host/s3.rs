//! Amazon S3 and what speaks its protocol: a shell script that uploads a built site, since each object carries its headers.
//!
//! What the protocol has no place for (links, the policy of pages) is for whatever stands before the bucket; the
//! script says so.

use super::rules::{CACHE_CONTROL, CACHE_CONTROL_OF_RELEASES};
use super::{Host, globs};
use crate::model::media_type::{BY_ENDING, BY_EXTENSION, UNKNOWN, WITHOUT_EXTENSION};
use std::fmt::Write as _;

pub(super) fn text(host: &Host) -> String {
    let key = host.path.trim_start_matches('/');
    let mut text = format!(
        "#!/bin/sh\n# Uploads a built site to S3, made by `plainsight host s3`. Arguments: BUCKET [FOLDER]\n\
         # Each object gets the media type and the caching of its kind; only what changed is sent.\n\
         # The bucket's website settings: index document index.html, error document {key}404.html.\n\
         # Links, Content-Security-Policy and the other headers are for what stands before the bucket, such as a\n\
         # response headers policy of CloudFront; `plainsight host headers` lists them.\n\
         set -eu\nbucket=s3://$1/{key}\nsite=${{2:-public}}\n\n"
    );
    let _ = write!(
        text,
        "# send MEDIA_TYPE PATTERN [OPTION...]\nsend() {{\n  media_type=$1\n  pattern=$2\n  shift 2\n  \
         aws s3 sync \"$site\" \"$bucket\" --exclude '*' --include \"$pattern\" --exclude 'datasets/*/releases/*' \"$@\" \\\n    \
         --content-type \"$media_type\" --cache-control \"{CACHE_CONTROL}\"\n  \
         aws s3 sync \"$site\" \"$bucket\" --exclude '*' --include \"datasets/*/releases/*/$pattern\" \"$@\" \\\n    \
         --content-type \"$media_type\" --cache-control \"{CACHE_CONTROL_OF_RELEASES}\"\n}}\n\n"
    );
    for (extension, media_type) in BY_EXTENSION {
        // The last pattern that matches a file decides.
        let is_special = |(ending, _): &&(&str, &str)| ending.ends_with(&format!(".{extension}"));
        let without: String = BY_ENDING.iter().filter(is_special).flat_map(|(ending, _)| globs(ending)).fold(
            String::new(),
            |mut all, glob| {
                let _ = write!(all, " --exclude '{glob}'");
                all
            },
        );
        let _ = writeln!(text, "send '{media_type}' '*.{extension}'{without}");
    }
    for (ending, media_type) in BY_ENDING {
        for glob in globs(ending) {
            let _ = writeln!(text, "send '{media_type}' '{glob}'");
        }
    }
    for name in [".well-known/csvm", "SHA256SUMS"] {
        let _ = writeln!(text, "send '{WITHOUT_EXTENSION}' '{name}'");
    }
    let _ = writeln!(
        text,
        "\n# What is left has no known type ({UNKNOWN}); what is gone from the site goes from the bucket.\n\
         aws s3 sync \"$site\" \"$bucket\" --delete --cache-control \"{CACHE_CONTROL}\"\n\n\
         # Who may read: pages of every site.\n\
         aws s3api put-bucket-cors --bucket \"$1\" --cors-configuration \\\n  \
         '{{\"CORSRules\": [{{\"AllowedOrigins\": [\"*\"], \"AllowedMethods\": [\"GET\", \"HEAD\"], \"AllowedHeaders\": [\"*\"], \
         \"ExposeHeaders\": [\"Accept-Ranges\", \"Content-Range\", \"ETag\"], \"MaxAgeSeconds\": 86400}}]}}'"
    );
    text
}
