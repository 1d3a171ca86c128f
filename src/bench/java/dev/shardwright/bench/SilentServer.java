package dev.shardwright.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Accepts connections, and neither reads nor writes. */
final class SilentServer implements AutoCloseable {
    private final ServerSocket door;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor();

    private SilentServer(ServerSocket door) {
        this.door = door;
    }

    static SilentServer at(InetSocketAddress address) {
        try {
            ServerSocket door = new ServerSocket();
            door.setReuseAddress(true);
            door.bind(address);
            SilentServer server = new SilentServer(door);
            server.thread.execute(server::accept);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                open.add(door.accept());
            } catch (IOException closed) {
                return;
            }
        }
    }

    /** The address is free afterwards, which it is not before the last call of accept has returned. */
    @Override
    public void close() throws IOException {
        door.close();
        thread.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
