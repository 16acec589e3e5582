//! The promises that hold whatever is published: the same bytes again, nothing half-written, nothing by accident.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::print_stdout, reason = "a test says what it skipped and what it counted")]
#![allow(clippy::format_collect, reason = "the texts of a test are short")]

#[path = "support/contents.rs"]
mod contents;
mod support;

use contents::contents;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime};
use support::Portal;

fn times(portal: &Portal) -> BTreeMap<String, SystemTime> {
    let time = |path: &str| fs::metadata(portal.path("public").join(path)).unwrap().modified().unwrap();
    portal.files("public").into_iter().map(|(path, _)| (path.clone(), time(&path))).collect()
}

#[test]
fn building_twice_gives_the_same_bytes_and_touches_no_file() {
    let portal = Portal::example();
    portal.run(&["build"]).success();
    let (bytes, before) = (portal.files("public"), times(&portal));
    portal.run(&["build"]).success().says("0 written");
    assert_eq!(times(&portal), before);
    fs::remove_dir_all(portal.path(".plainsight")).unwrap();
    portal.run(&["build"]).success().says("0 written");
    assert_eq!(times(&portal), before, "a cold cache makes no difference");
    portal.run(&["build", "--out", "again"]).success();
    assert!(portal.files("again") == bytes, "another folder, the same bytes");
}

#[test]
fn the_number_of_cores_changes_no_byte() {
    let portal = Portal::example();
    for (cores, out) in [("1", "one"), ("3", "three")] {
        let output = portal.command(&["build", "--out", out]).env("RAYON_NUM_THREADS", cores).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    assert!(portal.files("one") == portal.files("three"));
}

/// Runs where a file with something appended still is a program: not where programs are signed.
#[test]
#[cfg(target_os = "linux")]
fn what_was_worked_out_is_used_by_the_same_program_wherever_it_is_and_by_no_other() {
    let portal = Portal::of_things("title = \"Things\"\ndescription = \"Some.\"", &[("id", "")], "a\nb\n");
    let program = env!("CARGO_BIN_EXE_plainsight");
    // Copied by another process: a test that starts one while this one has the copy open for writing would hold it open.
    let copy =
        "mkdir elsewhere && cp \"$0\" elsewhere/same && cp \"$0\" elsewhere/other && printf x >> elsewhere/other";
    let output = Command::new("sh").current_dir(portal.path(".")).args(["-c", copy, program]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let rows = |program: &Path| {
        let output = Command::new(program).current_dir(portal.path(".")).arg("check").output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
        said.lines().find(|line| line.starts_with("checked ")).unwrap_or_else(|| panic!("{said}")).to_owned()
    };
    assert!(rows(Path::new(program)).contains(" 2 rows"));
    // What nobody counted shows where it is taken from the cache.
    portal.replace(".plainsight/datasets/things.check", "\"rows\":2", "\"rows\":77");
    assert!(rows(&portal.path("elsewhere/same")).contains(" 77 rows"), "the same bytes at another path");
    assert!(rows(&portal.path("elsewhere/other")).contains(" 2 rows"), "another program of the same version");
}

#[test]
fn a_build_that_fails_leaves_the_site_as_it_was() {
    let portal = Portal::example();
    portal.run(&["build"]).success();
    let (bytes, before) = (portal.files("public"), times(&portal));
    let wards = portal.read("datasets/wards/register.csv");
    portal.write(
        "datasets/wards/register.csv",
        wards + "this,row,has,far,too,many,cells,to,be,one,of,a,table,of,wards,at,all\n",
    );
    portal.run(&["build"]).at_fault().says("csv/ragged-row").says("nothing was written");
    assert!(portal.files("public") == bytes);
    assert_eq!(times(&portal), before);
    portal.run(&["verify", "public"]).success();
}

#[test]
fn a_draft_is_in_no_published_byte() {
    let portal = Portal::example();
    portal.write(
        "datasets/secret-plans/dataset.toml",
        "title = \"Xylophonic bypass\"\ndescription = \"The Xylophonic bypass, not yet announced to anybody at all.\"\nstatus = \"draft\"\n\n[[table]]\nfile = \"plans.csv\"\n\n[[table.column]]\nname = \"road\"\n",
    );
    portal.write("datasets/secret-plans/plans.csv", "road\nQuixoticLane\n");
    portal.run(&["build"]).success();
    for (path, text) in contents(&portal, "public") {
        for secret in ["secret-plans", "Xylophonic", "QuixoticLane"] {
            assert!(!path.contains(secret) && !text.contains(secret), "{path} has `{secret}`");
        }
    }
}

#[test]
fn a_restricted_dataset_does_not_tell_how_many_rows_it_has() {
    let rows: String = (0..4321).map(|_| "x\n").collect();
    let toml = "title = \"Case files\"\ndescription = \"Files of cases, which name people and are kept for those who work on them.\"\n\
                modified = 2026-01-31\naccess_rights = { value = \"restricted\", reason = \"They name people.\", \
                how_to_ask = \"Write to us.\" }\n[[table]]\nfile = \"cases.csv\"\n[[table.column]]\nname = \"id\"\n";
    let portal =
        Portal::with(&[("datasets/cases/dataset.toml", toml), ("datasets/cases/cases.csv", &format!("id\n{rows}"))]);
    portal.run(&["build"]).success();
    let all = contents(&portal, "public");
    assert!(all.iter().any(|(path, text)| path == "datasets/index.html" && text.contains("Case files")));
    for (path, text) in all {
        assert!(!text.contains("4,321") && !text.contains("4321 rows") && !text.contains(": 4321"), "{path}");
    }
}

/// Every file is what SHA256SUMS says, and there is no other: looked at without plainsight.
fn is_whole(site: &Path) -> bool {
    let Ok(sums) = fs::read_to_string(site.join("SHA256SUMS")) else { return false };
    let listed: BTreeMap<&str, &str> =
        sums.lines().map(|line| line.split_once("  ").map(|(sum, path)| (path, sum)).unwrap()).collect();
    let as_listed = listed.iter().all(|(path, sum)| {
        fs::read(site.join(path)).is_ok_and(|bytes| {
            let hash: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
            hash == **sum
        })
    });
    let mut folders = vec![site.to_path_buf()];
    let mut count = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { count += 1 }
        }
    }
    as_listed && count == listed.len() + 1
}

/// When a build is killed. What a build does is watched, since how long it takes depends on what else the machine does.
enum Moment {
    /// So long after the first file was staged.
    Staging(Duration),
    /// So long after the first file was put in place.
    PuttingInPlace(Duration),
    /// So long after it began.
    After(Duration),
}

fn time_of_build(portal: &Portal) -> Duration {
    let start = Instant::now();
    portal.run(&["build"]).success();
    start.elapsed()
}

/// Builds, and kills the build at a moment. Gives the time of a build that ended before the moment came.
fn build_and_kill(portal: &Portal, moment: &Moment) -> Option<Duration> {
    let staging = portal.path(".public.plainsight");
    let start = Instant::now();
    let mut child = portal.command(&["build"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let (delay, has_come): (_, Box<dyn Fn() -> bool>) = match *moment {
        Moment::Staging(delay) => {
            (delay, Box::new(|| fs::read_dir(staging.join("new")).is_ok_and(|mut entries| entries.next().is_some())))
        }
        Moment::PuttingInPlace(delay) => (delay, Box::new(|| staging.join("journal").exists())),
        Moment::After(delay) => (delay, Box::new(|| true)),
    };
    while !has_come() {
        if child.try_wait().unwrap().is_some() {
            return Some(start.elapsed());
        }
        std::thread::sleep(Duration::from_micros(100));
    }
    std::thread::sleep(delay);
    child.kill().unwrap();
    child.wait().unwrap();
    None
}

#[test]
fn a_build_killed_at_any_moment_leaves_the_old_site_or_the_next_build_makes_the_new_one() {
    let portal = Portal::example();
    let grow = |round: usize| {
        // Every round adds one dataset and takes another away, each with a file for every value, so that hundreds of files
        // come and go and the moment in which they are put in place is long enough to be hit.
        let _ = fs::remove_dir_all(portal.path(&format!("datasets/round-{}", round.wrapping_sub(1))));
        let folder = format!("datasets/round-{round}");
        portal.write(
            &format!("{folder}/dataset.toml"),
            format!("title = \"Round {round}\"\ndescription = \"Rows of round {round}, made to see files come and go between two builds.\"\n\n[[table]]\nfile = \"round.csv\"\nindex = [\"n\"]\n\n[[table.column]]\nname = \"n\"\ndatatype = \"integer\"\n"),
        );
        let rows: String = (0..250).map(|n| format!("{}\n", n * (round + 1))).collect();
        portal.write(&format!("{folder}/round.csv"), format!("n\n{rows}"));
    };
    grow(0);
    portal.run(&["build"]).success();
    let mut build_time = time_of_build(&portal);
    let sums = |portal: &Portal| fs::read_to_string(portal.path("public/SHA256SUMS")).unwrap_or_default();
    let mut random: u64 = 0x9E37_79B9_7F4A_7C15;
    let (mut old_site, mut mixed, mut new_site) = (0, 0, 0);
    for round in 2..=51 {
        let old = sums(&portal);
        grow(round);
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let share = f64::from(u32::try_from(random >> 33).unwrap()) / f64::from(1_u32 << 31);
        let moment = match round % 3 {
            0 => Moment::Staging(Duration::from_millis(100).mul_f64(share)),
            1 => Moment::PuttingInPlace(Duration::from_millis(100).mul_f64(share)),
            _ => Moment::After(build_time.mul_f64(1.2 * share)),
        };
        if let Some(time) = build_and_kill(&portal, &moment) {
            build_time = time;
        }
        let verdict = portal.run(&["verify", "public"]).output.status.code().unwrap();
        let whole = is_whole(&portal.path("public"));
        if verdict == 0 {
            assert!(whole, "round {round}: verify calls a mixed site good");
            if sums(&portal) == old { old_site += 1 } else { new_site += 1 }
        } else {
            mixed += 1;
        }
        portal.run(&["build"]).success();
        assert!(is_whole(&portal.path("public")), "round {round}");
        assert!(sums(&portal).contains(&format!("datasets/round-{round}/round.csv")), "round {round}");
        assert!(!sums(&portal).contains(&format!("datasets/round-{}/", round - 1)), "round {round}");
    }
    println!("killed 50 builds: {old_site} left the old site, {mixed} one to be finished, {new_site} the new one");
    assert!(old_site > 0, "no build was killed before its files were put in place");
    assert!(mixed > 0, "no build was killed while its files were put in place");
}
