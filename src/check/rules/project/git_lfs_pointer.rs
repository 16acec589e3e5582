#![doc = include_str!("git_lfs_pointer.md")]

use crate::check::registry::Rule;
use crate::diagnostics::Severity;

/// `project/git-lfs-pointer`.
pub const RULE: Rule = Rule {
    id: "project/git-lfs-pointer",
    summary: "a Git LFS pointer in place of a file",
    default: Severity::Error,
    fixed: true,
    standard: "Git LFS specification",
    clause: "https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md",
    page: include_str!("git_lfs_pointer.md"),
    since: "0.1.0",
};
