//! Git's own daemon (`git://`): the same conversation over a bare connection, without login or encryption.

use super::location::Url;
use super::network::{self, Network, Stop};
use super::packet::Fault;
use super::protocol::Wire;
use crate::error::{Error, Kind};
use crate::text::source as say;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream, ToSocketAddrs};
use std::sync::Arc;

/// A server that is spoken to over TCP.
pub(super) struct Daemon<'n> {
    network: &'n Network,
    url: Url,
    stop: Arc<Stop>,
    stream: Option<TcpStream>,
}

impl<'n> Daemon<'n> {
    pub(super) fn new(network: &'n Network, url: &Url, stop: Arc<Stop>) -> Daemon<'n> {
        Daemon { network, url: url.clone(), stop, stream: None }
    }

    fn told(&self, error: &std::io::Error) -> Fault {
        network::told_io(error, &self.url.to_string()).into()
    }

    fn connect(&self) -> Result<TcpStream, Fault> {
        let place = (self.url.host.trim_matches(['[', ']']), self.url.port());
        let unknown = |_| Error::new(Kind::Source, say::host_unknown(&self.url)).hint(say::check_network());
        let mut last = None;
        for address in place.to_socket_addrs().map_err(unknown)? {
            match TcpStream::connect_timeout(&address, self.network.connect_timeout) {
                Ok(stream) => return Ok(stream),
                Err(error) => last = Some(error),
            }
        }
        Err(match last {
            Some(error) if error.kind() == std::io::ErrorKind::TimedOut => {
                Error::new(Kind::Source, say::connect_timeout(&self.url)).hint(say::check_network()).into()
            }
            Some(error) => self.told(&error),
            None => Error::new(Kind::Source, say::host_unknown(&self.url)).hint(say::check_network()).into(),
        })
    }
}

impl Wire for Daemon<'_> {
    fn greet(&mut self) -> Result<Box<dyn Read + '_>, Fault> {
        let mut stream = self.connect()?;
        let idle = Some(self.network.idle_timeout);
        let prepare = || {
            stream.set_read_timeout(idle)?;
            stream.set_write_timeout(idle)?;
            stream.set_nodelay(true)?;
            stream.try_clone()
        };
        let handle = prepare().map_err(|error| self.told(&error))?;
        self.stop.register(move || _ = handle.shutdown(Shutdown::Both));
        let service = format!("git-upload-pack {}\0host={}\0\0version=2\0", self.url.path, self.url.authority());
        let line = format!("{:04x}{service}", service.len() + 4);
        stream.write_all(line.as_bytes()).map_err(|error| self.told(&error))?;
        self.stream = Some(stream);
        self.reader()
    }

    fn ask(&mut self, request: &[u8]) -> Result<Box<dyn Read + '_>, Fault> {
        let written = self.stream.as_mut().map(|stream| stream.write_all(request));
        if let Some(Err(error)) = written {
            return Err(self.told(&error));
        }
        self.reader()
    }

    fn answers_end(&self) -> bool {
        false
    }
}

impl Daemon<'_> {
    fn reader(&self) -> Result<Box<dyn Read + '_>, Fault> {
        match &self.stream {
            Some(stream) => Ok(Box::new(stream)),
            None => Err(Fault::Cut),
        }
    }
}
