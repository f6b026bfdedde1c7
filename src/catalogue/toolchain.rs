//! Which Go built a release: the one in the build-tools image that the release names.
//!
//! The image is made by the repository istio/tools. Its tag names a branch of that repository and either the commit
//! (`release-1.30-<40 digits>`, from 1.14 on) or the time when it was built (`release-1.10-2021-10-13T21-19-05`, UTC).

use crate::error::Result;
use crate::release::Repository;

/// The Dockerfile of the image.
pub(super) const DOCKERFILE: &str = "docker/build-tools/Dockerfile";

/// The Go in a build-tools image: `1.26.5`. `None` when the repository does not say it.
///
/// # Errors
/// When the repository cannot be read.
pub(super) fn toolchain(tools: &Repository, image: &str) -> Result<Option<String>> {
    let Some((branch, moment)) = split(image) else { return Ok(None) };
    let commit = match moment {
        Moment::Commit(commit) => Some(commit),
        Moment::Time(time) => tools.branch_at(branch, time)?,
    };
    let Some(commit) = commit else { return Ok(None) };
    let Some(bytes) = tools.file(&commit, DOCKERFILE)? else { return Ok(None) };
    Ok(version(&String::from_utf8_lossy(&bytes)))
}

enum Moment {
    Commit(String),
    Time(i64),
}

fn split(image: &str) -> Option<(&str, Moment)> {
    if let Some((branch, commit)) = image.rsplit_once('-')
        && commit.len() == 40
        && commit.bytes().all(|byte| byte.is_ascii_hexdigit())
    {
        return Some((branch, Moment::Commit(commit.to_owned())));
    }
    let start = image.len().checked_sub("2021-10-13T21-19-05".len())?;
    let (branch, time) = (image.get(..start)?.strip_suffix('-')?, image.get(start..)?);
    let (day, clock) = time.split_once('T')?;
    let numbers = |text: &str| text.split('-').map(|part| part.parse::<i64>().ok()).collect::<Option<Vec<i64>>>();
    let (day, clock) = (numbers(day)?, numbers(clock)?);
    let ([year, month, day], [hour, minute, second]) = (&day[..], &clock[..]) else { return None };
    let time = days_since_1970(*year, *month, *day) * 86_400 + hour * 3_600 + minute * 60 + second;
    Some((branch, Moment::Time(time)))
}

/// The number of days from 1970-01-01 to a day of the Gregorian calendar; years begin in March, so that the leap day is
/// the last of its year.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (153 * month + 2) / 5 + day
        - 719_469
}

/// `golang:1.26.5-bookworm`, in `FROM` or in an argument.
fn version(dockerfile: &str) -> Option<String> {
    dockerfile.lines().filter(|line| !line.trim_start().starts_with('#')).find_map(|line| {
        let (_, tag) = line.split_once("golang:")?;
        let version: String = tag.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
        version.contains('.').then_some(version)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_image_names_a_branch_and_a_moment() {
        let commit = "ad8991a47cf3c61799caa5569b9458d95eb612f2";
        let image = format!("release-1.30-{commit}");
        assert!(matches!(split(&image), Some(("release-1.30", Moment::Commit(found))) if found == commit));
        let Some((branch, Moment::Time(time))) = split("release-1.10-2021-10-13T21-19-05") else { panic!("no time") };
        assert_eq!((branch, time), ("release-1.10", 1_634_159_945));
        for odd in ["", "latest", "release-1.10-2021-10-13", "release-1.10-2021-10-13Tab-cd-ef", "é2021-10-13T21-19-05"]
        {
            assert!(split(odd).is_none(), "{odd}");
        }
    }

    #[test]
    fn days_are_counted_over_leap_years() {
        assert_eq!(days_since_1970(1970, 1, 1), 0);
        assert_eq!(days_since_1970(2000, 3, 1), 11_017);
        assert_eq!(days_since_1970(2024, 2, 29), 19_782);
    }

    #[test]
    fn the_go_is_read_from_the_dockerfile() {
        assert_eq!(version("# golang:1.1\nARG X=golang:1.26.5-bookworm\n").as_deref(), Some("1.26.5"));
        assert_eq!(version("FROM golang:1.13.4 as a\n").as_deref(), Some("1.13.4"));
        assert_eq!(version("FROM golang:latest\nENV GOLANG_PROTOBUF_VERSION=v1.3.1\n"), None);
    }
}
