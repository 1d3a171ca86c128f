package dev.shardwright.e2e.harness;

import java.io.PrintStream;

/** Where the suite talks to the person who watches it. */
public final class Console {
    private static final PrintStream OUT = System.out;

    private Console() {}

    public static void say(String line) {
        OUT.println(line);
        OUT.flush();
    }
}
