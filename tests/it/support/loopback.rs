//! A server on the loopback interface, with or without TLS: a thread for each connection. It ends when it is dropped.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::thread;

/// A connection, whatever is below it.
pub(crate) trait Stream: Read + Write {}
impl<T: Read + Write> Stream for T {}

/// A running server.
pub(crate) struct Loopback {
    address: SocketAddr,
    connections: Arc<AtomicUsize>,
    stopped: Arc<AtomicBool>,
    accepting: Option<thread::JoinHandle<()>>,
}

impl Loopback {
    /// Serves each connection by `serve`, which is told by the flag that the server ends.
    pub(crate) fn start(
        tls: Option<Arc<rustls::ServerConfig>>,
        serve: impl Fn(&mut dyn Stream, &AtomicBool) + Send + Sync + 'static,
    ) -> Loopback {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (connections, stopped) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
        let serve = Arc::new(serve);
        let accepting = thread::spawn({
            let (connections, stopped) = (Arc::clone(&connections), Arc::clone(&stopped));
            move || {
                for stream in listener.incoming() {
                    if stopped.load(SeqCst) {
                        return;
                    }
                    connections.fetch_add(1, SeqCst);
                    let (stopped, serve, tls) = (Arc::clone(&stopped), Arc::clone(&serve), tls.clone());
                    thread::spawn(move || serve(secured(stream.unwrap(), tls).as_mut(), &stopped));
                }
            }
        });
        Loopback { address, connections, stopped, accepting: Some(accepting) }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// The connections so far.
    pub(crate) fn connections(&self) -> usize {
        self.connections.load(SeqCst)
    }
}

impl Drop for Loopback {
    fn drop(&mut self) {
        self.stopped.store(true, SeqCst);
        let _ = TcpStream::connect(self.address);
        let _ = self.accepting.take().unwrap().join();
    }
}

fn secured(stream: TcpStream, tls: Option<Arc<rustls::ServerConfig>>) -> Box<dyn Stream> {
    let _ = stream.set_nodelay(true);
    match tls {
        None => Box::new(stream),
        Some(config) => Box::new(rustls::StreamOwned::new(rustls::ServerConnection::new(config).unwrap(), stream)),
    }
}
