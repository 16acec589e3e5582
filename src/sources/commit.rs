//! When the commit that is checked out was made.

use super::Sources;
use std::process::{Command, Stdio};

impl Sources {
    /// The commit's time in seconds since 1970; none outside a git repository or without git. Git itself is asked, since
    /// packed objects, worktrees and alternates are its business. It reads only.
    #[must_use]
    pub fn commit_time(&self) -> Option<i64> {
        let output = Command::new("git")
            .arg("-C")
            .arg(self.folder()?)
            // A checkout that belongs to another user, as in CI containers, is read all the same.
            .args(["-c", "safe.directory=*", "log", "-1", "--format=%ct"])
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .output()
            .ok()?;
        if !output.status.success() {
            return None;
        }
        String::from_utf8(output.stdout).ok()?.trim().parse().ok()
    }
}
