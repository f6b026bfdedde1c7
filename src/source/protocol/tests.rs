use super::*;

const ID: &str = "0123456789012345678901234567890123456789";
const PEELED: &str = "9876543210987654321098765432109876543210";

/// A server that says what was written down for it, and remembers what it was asked.
struct Script {
    greeting: Vec<u8>,
    answers: Vec<Vec<u8>>,
    asked: Vec<String>,
}

impl Wire for Script {
    fn greet(&mut self) -> Result<Box<dyn Read + '_>, Fault> {
        Ok(Box::new(self.greeting.as_slice()))
    }

    fn ask(&mut self, request: &[u8]) -> Result<Box<dyn Read + '_>, Fault> {
        self.asked.push(String::from_utf8_lossy(request).into_owned());
        Ok(Box::new(std::io::Cursor::new(self.answers.remove(0))))
    }

    fn answers_end(&self) -> bool {
        true
    }
}

fn lines(lines: &[&str]) -> Vec<u8> {
    let mut request = Request::default();
    for line in lines {
        match *line {
            "0000" => _ = request.flush(),
            "0001" => _ = request.delimiter(),
            line => _ = request.line(line),
        }
    }
    request.0
}

fn script(greeting: &[&str], answers: &[&[&str]]) -> Script {
    let answers = answers.iter().map(|answer| lines(answer)).collect();
    Script { greeting: lines(greeting), answers, asked: Vec::new() }
}

fn begin(script: &mut Script) -> Result<Conversation<'_>, Fault> {
    Conversation::begin(script, Duration::from_secs(60))
}

fn pieces(conversation: &mut Conversation<'_>) -> Result<Vec<u8>, Fault> {
    let mut pack = conversation.pack(&Wanted { id: ID, held: &[PEELED.to_owned()], depth: 1 })?;
    let mut bytes = Vec::new();
    while let Some(piece) = pack.next()? {
        bytes.extend_from_slice(piece);
    }
    Ok(bytes)
}

#[test]
fn version_two_lists_one_tag_and_sends_its_pack() {
    let tag = format!("{ID} refs/tags/1.2.3 peeled:{PEELED}");
    let other = format!("{PEELED} refs/tags/1.2.3-rc.0");
    let stray = format!("{PEELED} refs/heads/1.2.3");
    // GitHub names the service first, git's own server does not.
    for service in [&["# service=git-upload-pack", "0000"][..], &[]] {
        let greeting =
            [service, &["version 2", "agent=x", "fetch=filter shallow", "object-format=sha1", "0000"]].concat();
        let shallow = format!("shallow {ID}");
        let pack =
            ["shallow-info", &shallow, "0001", "packfile", "\u{2}counting", "\u{1}PA", "\u{1}", "\u{1}CK", "0000"];
        let mut script = script(&greeting, &[&[&tag, &other, &stray, "0000"], &pack]);
        let mut conversation = begin(&mut script).unwrap();
        let tags = conversation.tags("1.2.3").unwrap();
        assert_eq!(tags.keys().collect::<Vec<_>>(), ["1.2.3", "1.2.3-rc.0"]);
        assert_eq!(tags["1.2.3"].commit(), PEELED);
        assert_eq!(tags["1.2.3-rc.0"].commit(), PEELED);
        assert_eq!(pieces(&mut conversation).unwrap(), b"PA\n\nCK\n");
        let asked = &script.asked[1];
        let order =
            ["command=fetch", "deepen 1", "want 0123", "have 9876", "done"].map(|word| asked.find(word).unwrap());
        assert!(order.is_sorted() && asked.contains("shallow 9876"), "{asked}");
    }
}

#[test]
fn version_zero_lists_everything_and_sends_the_same() {
    let first = format!("{ID} HEAD\0multi_ack shallow side-band-64k object-format=sha1");
    let tag = format!("{ID} refs/tags/1.2.3");
    let peeled = format!("{PEELED} refs/tags/1.2.3^{{}}");
    let greeting = ["# service=git-upload-pack", "0000", &first, &tag, &peeled, "0000"];
    let shallow = format!("shallow {ID}");
    let mut script = script(&greeting, &[&[&shallow, "0000", "NAK", "\u{1}PACK", "0000"]]);
    let mut conversation = begin(&mut script).unwrap();
    assert_eq!(conversation.tags("1.2").unwrap()["1.2.3"].commit(), PEELED);
    assert!(conversation.tags("1.3").unwrap().is_empty());
    assert_eq!(pieces(&mut conversation).unwrap(), b"PACK\n");
    assert!(script.asked[0].ends_with("0009done\n"), "{}", script.asked[0]);
}

#[test]
fn an_empty_repository_has_no_tags() {
    let mut script = script(&["# service=git-upload-pack", "0000", "0000"], &[]);
    assert!(begin(&mut script).unwrap().tags("").unwrap().is_empty());
}

#[test]
fn what_cannot_work_is_said_at_once() {
    let old = format!("{ID} HEAD\0side-band-64k");
    let other = format!("{ID}{ID} HEAD\0shallow side-band-64k object-format=sha256");
    for greeting in [
        &["version 2", "fetch=filter", "0000"][..],
        &["version 2", "fetch=shallow", "object-format=sha256", "0000"],
        &[&old, "0000"],
        &[&other, "0000"],
        &["nonsense", "0000"],
        &["012 refs/tags/x", "0000"],
    ] {
        assert!(matches!(begin(&mut script(greeting, &[])), Err(Fault::Garbage(_))), "{greeting:?}");
    }
    let hello = ["version 2", "fetch=shallow", "0000"];
    for (answer, refused) in [(&["\u{3}out of memory"][..], true), (&["PACK"], false), (&["0000"], false)] {
        let answer = [&["packfile"], answer].concat();
        let mut script = script(&hello, &[&answer]);
        let result = pieces(&mut begin(&mut script).unwrap());
        match refused {
            true => {
                assert!(matches!(result, Err(Fault::Refused(reason)) if reason.starts_with("out of")), "{answer:?}")
            }
            false if answer[1] == "0000" => assert!(result.unwrap().is_empty()),
            false => assert!(matches!(result, Err(Fault::Garbage(_))), "{answer:?}"),
        }
    }
}
