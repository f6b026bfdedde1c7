//! Git's packet lines (`gitprotocol-common`), read from a stream that may say anything or nothing.

use crate::error::Error;
use std::io::{self, Read};
use std::time::{Duration, Instant};

/// What can go wrong while a server talks.
#[derive(Debug)]
pub(super) enum Fault {
    /// A problem that is already told: no connection, a refused login.
    Told(Error),
    /// Reading failed.
    Broken(io::Error),
    /// The server stopped in the middle.
    Cut,
    /// The server sends, but too slowly to ever end.
    Stalled,
    /// What came is not git's protocol; in few words why.
    Garbage(String),
    /// The server said why it refuses.
    Refused(String),
    /// More than we are willing to take.
    TooMuch,
}

impl From<Error> for Fault {
    fn from(error: Error) -> Fault {
        Fault::Told(error)
    }
}

/// One packet.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Packet<'a> {
    /// A line or a piece of data, as it came.
    Data(&'a [u8]),
    /// `0000`
    Flush,
    /// `0001`, between the sections of protocol version 2.
    Delimiter,
}

/// The longest packet, its four digits included.
const LONGEST: usize = 65_520;
/// A server that brings less than this in [`Packets::window`] never ends.
const LEAST_BYTES: u64 = 4096;

/// Reads packets, and sees to it that the stream moves and ends.
pub(super) struct Packets<R> {
    reader: R,
    buffer: Vec<u8>,
    last: usize,
    received: u64,
    most: u64,
    window: Duration,
    window_end: Instant,
    window_least: u64,
}

impl<R: Read> Packets<R> {
    /// `most` is how many bytes we take at the utmost; within each `window` at least 4 KiB must come.
    pub(super) fn new(reader: R, most: u64, window: Duration) -> Packets<R> {
        Packets {
            reader,
            buffer: vec![0; LONGEST],
            last: 0,
            received: 0,
            most,
            window,
            window_end: Instant::now() + window,
            window_least: LEAST_BYTES,
        }
    }

    /// The next packet; the end of the stream is a [`Fault::Cut`].
    pub(super) fn next(&mut self) -> Result<Packet<'_>, Fault> {
        let mut digits = [0; 4];
        self.fill(&mut digits)?;
        let length = std::str::from_utf8(&digits)
            .ok()
            .filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
            .and_then(|digits| usize::from_str_radix(digits, 16).ok())
            .ok_or_else(|| Fault::Garbage("no packet length".to_owned()))?;
        match length {
            0 => return Ok(Packet::Flush),
            1 => return Ok(Packet::Delimiter),
            2..4 => return Err(Fault::Garbage(format!("packet length {length}"))),
            _ if length > LONGEST => return Err(Fault::Garbage(format!("packet length {length}"))),
            _ => {}
        }
        let mut buffer = std::mem::take(&mut self.buffer);
        let filled = self.fill(&mut buffer[..length - 4]);
        self.buffer = buffer;
        filled?;
        self.last = length - 4;
        let data = self.last();
        match data.strip_prefix(b"ERR ") {
            Some(reason) => Err(Fault::Refused(String::from_utf8_lossy(reason).into_owned())),
            None => Ok(Packet::Data(data)),
        }
    }

    /// The data of the last packet, once more.
    pub(super) fn last(&self) -> &[u8] {
        &self.buffer[..self.last]
    }

    /// Reads to the end, so that the connection can be used again; what still comes is of no interest.
    pub(super) fn finish(mut self) {
        let mut rest = [0; 256];
        for _ in 0..16 {
            if !matches!(self.reader.read(&mut rest), Ok(1..)) {
                return;
            }
        }
    }

    fn fill(&mut self, mut buffer: &mut [u8]) -> Result<(), Fault> {
        while !buffer.is_empty() {
            let count = match self.reader.read(buffer) {
                Ok(0) => return Err(Fault::Cut),
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Err(Fault::Cut),
                Err(error) => return Err(Fault::Broken(error)),
            };
            buffer = &mut buffer[count..];
            self.received += count as u64;
            if self.received > self.most {
                return Err(Fault::TooMuch);
            }
            let now = Instant::now();
            if now > self.window_end {
                if self.received < self.window_least {
                    return Err(Fault::Stalled);
                }
                self.window_end = now + self.window;
                self.window_least = self.received + LEAST_BYTES;
            }
        }
        Ok(())
    }
}

/// A line without its line end.
pub(super) fn text_of(data: &[u8]) -> Result<&str, Fault> {
    let line = std::str::from_utf8(data).map_err(|_| Fault::Garbage("a line is not text".to_owned()))?;
    Ok(line.strip_suffix('\n').unwrap_or(line))
}

/// Writes packets.
#[derive(Default)]
pub(super) struct Request(pub(super) Vec<u8>);

impl Request {
    pub(super) fn line(&mut self, text: &str) -> &mut Request {
        self.0.extend_from_slice(format!("{:04x}{text}\n", text.len() + 5).as_bytes());
        self
    }

    pub(super) fn delimiter(&mut self) -> &mut Request {
        self.0.extend_from_slice(b"0001");
        self
    }

    pub(super) fn flush(&mut self) -> &mut Request {
        self.0.extend_from_slice(b"0000");
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packets(bytes: &[u8]) -> Packets<&[u8]> {
        Packets::new(bytes, 1 << 20, Duration::from_secs(60))
    }

    #[test]
    fn packets_are_read_as_they_were_written() {
        let mut request = Request::default();
        request.line("version 2").delimiter().flush();
        assert_eq!(request.0, b"000eversion 2\n00010000");
        let mut packets = packets(&request.0);
        assert_eq!(packets.next().unwrap(), Packet::Data(b"version 2\n"));
        assert_eq!(packets.next().unwrap(), Packet::Delimiter);
        assert_eq!(packets.next().unwrap(), Packet::Flush);
        assert!(matches!(packets.next(), Err(Fault::Cut)));
    }

    #[test]
    fn what_is_no_packet_is_told_apart() {
        assert!(matches!(packets(b"<!doctype html>").next(), Err(Fault::Garbage(_))));
        assert!(matches!(packets(b"0003").next(), Err(Fault::Garbage(_))));
        assert!(matches!(packets(b"+123").next(), Err(Fault::Garbage(_))));
        assert!(matches!(packets(b"fff5").next(), Err(Fault::Garbage(_))));
        assert!(matches!(packets(b"0010half").next(), Err(Fault::Cut)));
        assert!(matches!(packets(b"000cERR no!\n").next(), Err(Fault::Refused(reason)) if reason.contains("no!")));
        let mut greedy = Packets::new(&b"0008abcd0008abcd"[..], 10, Duration::from_secs(60));
        assert!(greedy.next().is_ok());
        assert!(matches!(greedy.next(), Err(Fault::TooMuch)));
    }

    #[test]
    fn a_trickle_is_a_stall() {
        struct Trickle;
        impl Read for Trickle {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                buffer[0] = b'1';
                Ok(1)
            }
        }
        let mut packets = Packets::new(Trickle, 1 << 20, Duration::ZERO);
        assert!(matches!(packets.next(), Err(Fault::Stalled)));
    }
}
