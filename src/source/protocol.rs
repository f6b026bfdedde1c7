//! Git's fetch protocol from the client's side: which tags there are, and one pack for one of them.
//!
//! Version 2 (`gitprotocol-v2`) is asked for, because it lists only the tags that we name; a server that answers with
//! version 0 (`gitprotocol-pack`), which lists every reference it has, is understood too.

use super::packet::{Fault, Packet, Packets, Request, text_of};
use std::collections::BTreeMap;
use std::io::Read;
use std::time::Duration;

/// A way to a server: smart HTTP or git's own daemon.
pub(super) trait Wire {
    /// Opens the conversation: what the server says of itself.
    fn greet(&mut self) -> Result<Box<dyn Read + '_>, Fault>;
    /// Sends one request: what the server answers.
    fn ask(&mut self, request: &[u8]) -> Result<Box<dyn Read + '_>, Fault>;
    /// Whether each answer ends by itself; otherwise the stream stays open and waits for the next request.
    fn answers_end(&self) -> bool;
}

/// A tag of the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RemoteTag {
    /// The object that the tag names: a tag object, or the commit itself.
    pub(super) id: String,
    /// What a tag object names in the end.
    pub(super) peeled: Option<String>,
}

impl RemoteTag {
    /// The commit, as far as the server tells.
    pub(super) fn commit(&self) -> &str {
        self.peeled.as_ref().unwrap_or(&self.id)
    }
}

/// The tags of a server by their names without `refs/tags/`.
pub(super) type RemoteTags = BTreeMap<String, RemoteTag>;

/// What is asked for: one object, and what we hold already.
pub(super) struct Wanted<'a> {
    /// The object.
    pub(super) id: &'a str,
    /// The commits that we hold, each without its history.
    pub(super) held: &'a [String],
    /// How many commits of the history are wanted: 1 for the object alone.
    pub(super) depth: u32,
}

const TAGS: &str = "refs/tags/";
/// A list of all references is no longer than this (GitHub's of Istio has 2.7 MB).
const MOST_REFERENCES: u64 = 128 << 20;
/// A pack is no longer than this (one Istio tag has about 8 MB).
const MOST_PACK: u64 = 2 << 30;

/// A conversation with a server.
pub(super) struct Conversation<'w> {
    wire: &'w mut dyn Wire,
    server: Server,
    window: Duration,
}

enum Server {
    /// Version 2.
    Two,
    /// Versions 0 and 1, with all the tags that the greeting listed.
    Zero(RemoteTags),
}

impl<'w> Conversation<'w> {
    /// Begins. A stream that brings less than 4 KiB in a `window` counts as stalled.
    pub(super) fn begin(wire: &'w mut dyn Wire, window: Duration) -> Result<Conversation<'w>, Fault> {
        let ends = wire.answers_end();
        let server = {
            let mut packets = Packets::new(wire.greet()?, MOST_REFERENCES, window);
            let server = read_greeting(&mut packets)?;
            if ends {
                packets.finish();
            }
            server
        };
        Ok(Conversation { wire, server, window })
    }

    /// The tags whose names begin with `prefix`.
    pub(super) fn tags(&mut self, prefix: &str) -> Result<RemoteTags, Fault> {
        if let Server::Zero(tags) = &self.server {
            return Ok(tags
                .iter()
                .filter(|(name, _)| name.starts_with(prefix))
                .map(|(n, t)| (n.clone(), t.clone()))
                .collect());
        }
        let tags = self.references(&format!("{TAGS}{prefix}"))?.into_iter();
        Ok(tags.filter_map(|(name, tag)| Some((name.strip_prefix(TAGS)?.to_owned(), tag))).collect())
    }

    /// The references whose names begin with `prefix`, in version 2.
    fn references(&mut self, prefix: &str) -> Result<RemoteTags, Fault> {
        let mut request = Request::default();
        request.line("command=ls-refs").line(AGENT).delimiter().line("peel");
        request.line(&format!("ref-prefix {prefix}")).flush();
        let ends = self.wire.answers_end();
        let mut packets = Packets::new(self.wire.ask(&request.0)?, MOST_REFERENCES, self.window);
        let mut found = RemoteTags::new();
        while let Packet::Data(data) = packets.next()? {
            let mut words = text_of(data)?.split(' ');
            let (Some(id), Some(name)) = (words.next(), words.next()) else {
                return Err(Fault::Garbage("a reference without a name".to_owned()));
            };
            let peeled = words.find_map(|word| word.strip_prefix("peeled:"));
            if name.starts_with(prefix) {
                let peeled = peeled.map(checked_id).transpose()?;
                found.insert(name.to_owned(), RemoteTag { id: checked_id(id)?, peeled });
            }
        }
        if ends {
            packets.finish();
        }
        Ok(found)
    }

    /// The object that a branch or a tag names, an annotated tag itself. Version 0 tells of tags alone.
    pub(super) fn named(&mut self, name: &str) -> Result<Option<String>, Fault> {
        if let Some(tag) = self.tags(name)?.remove(name) {
            return Ok(Some(tag.id));
        }
        if matches!(self.server, Server::Zero(_)) {
            return Ok(None);
        }
        let branch = format!("refs/heads/{name}");
        let found = self.references(&branch)?;
        Ok(found.into_iter().find(|(name, _)| *name == branch).map(|(_, found)| found.id))
    }

    /// Asks for one commit without its history; the pack then comes piece by piece.
    pub(super) fn pack(&mut self, wanted: &Wanted<'_>) -> Result<Pack<'_>, Fault> {
        let request = match self.server {
            Server::Two => request_two(wanted),
            Server::Zero(_) => request_zero(wanted),
        };
        let two = matches!(self.server, Server::Two);
        let mut packets = Packets::new(self.wire.ask(&request.0)?, MOST_PACK, self.window);
        if two {
            skip_to_pack(&mut packets)?
        } else {
            skip_answers(&mut packets)?
        }
        Ok(Pack { packets })
    }
}

/// Object names of SHA-1 only: Istio's repository has no others.
fn checked_id(id: &str) -> Result<String, Fault> {
    if id.len() == 40 && id.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f')) {
        Ok(id.to_owned())
    } else {
        Err(Fault::Garbage("an object name that is no SHA-1".to_owned()))
    }
}

const AGENT: &str = concat!("agent=istio-imgen/", env!("CARGO_PKG_VERSION"));

fn read_greeting<R: Read>(packets: &mut Packets<R>) -> Result<Server, Fault> {
    let mut tags = RemoteTags::new();
    let mut service = false;
    loop {
        let packet = packets.next()?;
        let Packet::Data(data) = packet else {
            // Smart HTTP has a flush after `# service=…`; the next one ends the list.
            if std::mem::take(&mut service) && packet == Packet::Flush {
                continue;
            }
            return Ok(Server::Zero(tags));
        };
        let (line, capabilities) = match data.iter().position(|byte| *byte == 0) {
            Some(zero) => (&data[..zero], Some(text_of(&data[zero + 1..])?)),
            None => (data, None),
        };
        // Names of references that are no text are no tags of ours.
        let Ok(line) = text_of(line) else { continue };
        match line {
            "version 2" => return read_capabilities(packets),
            "version 1" => continue,
            "# service=git-upload-pack" => {
                service = true;
                continue;
            }
            _ => {}
        }
        if let Some(capabilities) = capabilities {
            check_zero(capabilities)?;
        }
        let Some((id, name)) = line.split_once(' ') else {
            return Err(Fault::Garbage("a line that is no reference".to_owned()));
        };
        let id = checked_id(id)?;
        let Some(name) = name.strip_prefix("refs/tags/") else { continue };
        match name.strip_suffix("^{}") {
            Some(name) => {
                if let Some(tag) = tags.get_mut(name) {
                    tag.peeled = Some(id);
                }
            }
            None => {
                tags.insert(name.to_owned(), RemoteTag { id, peeled: None });
            }
        }
    }
}

fn read_capabilities<R: Read>(packets: &mut Packets<R>) -> Result<Server, Fault> {
    let mut shallow = false;
    while let Packet::Data(data) = packets.next()? {
        let line = text_of(data)?;
        if let Some(features) = line.strip_prefix("fetch=") {
            shallow = features.split(' ').any(|feature| feature == "shallow");
        }
        if line.strip_prefix("object-format=").is_some_and(|format| format != "sha1") {
            return Err(Fault::Garbage(format!("{line} is not understood")));
        }
    }
    if shallow { Ok(Server::Two) } else { Err(Fault::Garbage("the server cannot send a single commit".to_owned())) }
}

fn check_zero(capabilities: &str) -> Result<(), Fault> {
    let has = |wanted: &str| capabilities.split(' ').any(|capability| capability == wanted);
    if let Some(format) =
        capabilities.split(' ').find_map(|c| c.strip_prefix("object-format=")).filter(|f| *f != "sha1")
    {
        return Err(Fault::Garbage(format!("object-format={format} is not understood")));
    }
    if has("shallow") && has("side-band-64k") {
        Ok(())
    } else {
        Err(Fault::Garbage("the server cannot send a single commit".to_owned()))
    }
}

fn request_two(wanted: &Wanted<'_>) -> Request {
    let mut request = Request::default();
    request.line("command=fetch").line(AGENT).delimiter();
    request.line("thin-pack").line("no-progress").line("ofs-delta");
    wanted.held.iter().for_each(|commit| _ = request.line(&format!("shallow {commit}")));
    request.line(&format!("deepen {}", wanted.depth)).line(&format!("want {}", wanted.id));
    wanted.held.iter().for_each(|commit| _ = request.line(&format!("have {commit}")));
    request.line("done").flush();
    request
}

/// Without `multi_ack` the server answers all our commits with a single line, so that the whole request is one piece.
fn request_zero(wanted: &Wanted<'_>) -> Request {
    let mut request = Request::default();
    request.line(&format!("want {} side-band-64k thin-pack no-progress ofs-delta shallow {AGENT}", wanted.id));
    wanted.held.iter().for_each(|commit| _ = request.line(&format!("shallow {commit}")));
    request.line(&format!("deepen {}", wanted.depth)).flush();
    wanted.held.iter().for_each(|commit| _ = request.line(&format!("have {commit}")));
    request.line("done");
    request
}

fn skip_to_pack<R: Read>(packets: &mut Packets<R>) -> Result<(), Fault> {
    loop {
        match packets.next()? {
            Packet::Data(b"packfile\n" | b"packfile") => return Ok(()),
            Packet::Flush => return Err(Fault::Garbage("an answer without a pack".to_owned())),
            _ => {}
        }
    }
}

/// `shallow` lines, a flush, and one `ACK` or `NAK`.
fn skip_answers<R: Read>(packets: &mut Packets<R>) -> Result<(), Fault> {
    loop {
        match packets.next()? {
            Packet::Data(data) if data.starts_with(b"ACK ") || data.starts_with(b"NAK") => return Ok(()),
            Packet::Data(data) if data.starts_with(b"shallow ") || data.starts_with(b"unshallow ") => {}
            Packet::Flush => {}
            _ => return Err(Fault::Garbage("an answer without a pack".to_owned())),
        }
    }
}

/// A pack that is being received.
pub(super) struct Pack<'c> {
    packets: Packets<Box<dyn Read + 'c>>,
}

impl Pack<'_> {
    /// The next piece; `None` when the pack is complete.
    pub(super) fn next(&mut self) -> Result<Option<&[u8]>, Fault> {
        enum Band {
            Skip,
            Data,
            End,
        }
        // The borrow checker wants the piece to be taken outside of the loop that looks for it.
        loop {
            let band = match self.packets.next()? {
                Packet::Data([1]) => Band::Skip,
                Packet::Data([1, ..]) => Band::Data,
                Packet::Data([2, ..]) => Band::Skip,
                Packet::Data([3, reason @ ..]) => {
                    return Err(Fault::Refused(String::from_utf8_lossy(reason).into_owned()));
                }
                Packet::Flush => Band::End,
                _ => return Err(Fault::Garbage("a piece of a pack without a band".to_owned())),
            };
            match band {
                Band::Skip => {}
                Band::Data => return Ok(Some(&self.packets.last()[1..])),
                Band::End => return Ok(None),
            }
        }
    }
}

/// For the fuzzers: a server that says what the bytes have, one answer after the other, and then nothing.
#[cfg(fuzzing)]
pub(super) fn fuzz(bytes: &[u8]) {
    struct Said<'a>(std::slice::Split<'a, u8, fn(&u8) -> bool>);
    impl Said<'_> {
        fn say(&mut self) -> Result<Box<dyn Read + '_>, Fault> {
            Ok(Box::new(self.0.next().unwrap_or_default()))
        }
    }
    impl Wire for Said<'_> {
        fn greet(&mut self) -> Result<Box<dyn Read + '_>, Fault> {
            self.say()
        }

        fn ask(&mut self, _: &[u8]) -> Result<Box<dyn Read + '_>, Fault> {
            self.say()
        }

        fn answers_end(&self) -> bool {
            true
        }
    }
    let ends: fn(&u8) -> bool = |byte| *byte == 0xff;
    let mut said = Said(bytes.split(ends));
    let Ok(mut conversation) = Conversation::begin(&mut said, Duration::from_secs(60)) else { return };
    let _ = conversation.tags("1.30");
    let _ = conversation.named("refs/tags/1.30.3");
    let wanted = Wanted { id: "0123456789012345678901234567890123456789", held: &[], depth: 1 };
    if let Ok(mut pack) = conversation.pack(&wanted) {
        while let Ok(Some(_)) = pack.next() {}
    }
}

#[cfg(test)]
mod tests;
