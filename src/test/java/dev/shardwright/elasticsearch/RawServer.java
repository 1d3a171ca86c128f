package dev.shardwright.elasticsearch;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A TCP server that misbehaves in one way, with every connection. */
final class RawServer implements AutoCloseable {
    private final ServerSocket server;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger connections = new AtomicInteger();

    /** What it does with a connection. */
    interface Behaviour {
        void with(Socket socket) throws IOException, InterruptedException;
    }

    RawServer(Behaviour behaviour) throws IOException {
        server = new ServerSocket();
        server.bind(TestServer.loopback());
        workers.execute(() -> accept(behaviour));
    }

    /** Reads the connection until the other side gives up. */
    static void readOn(Socket socket) throws IOException {
        while (socket.getInputStream().read() >= 0) {
            // says nothing
        }
    }

    static void drip(Socket socket) throws IOException, InterruptedException {
        OutputStream out = socket.getOutputStream();
        out.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < 100_000; i++) {
            out.write(' ');
            out.flush();
            Thread.sleep(10); // the drip itself, not a wait for something
        }
    }

    static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
    }

    static Behaviour says(String text) {
        return socket -> {
            socket.getInputStream().read();
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            readOn(socket);
        };
    }

    int connections() {
        return connections.get();
    }

    Endpoint endpoint() {
        return new Endpoint("raw.test", "127.0.0.1", server.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        server.close();
        workers.shutdownNow();
    }

    private void accept(Behaviour behaviour) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.incrementAndGet();
                workers.execute(() -> serve(socket, behaviour));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private static void serve(Socket socket, Behaviour behaviour) {
        try (socket) {
            behaviour.with(socket);
        } catch (IOException e) {
            return; // the client went away
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
