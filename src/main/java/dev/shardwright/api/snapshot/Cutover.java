package dev.shardwright.api.snapshot;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** How the application goes over to the target. */
public record Cutover(
        @Default("Wait")
        @JsonPropertyDescription("Wait (default): the first copy is made and compared, and the source is written to on."
                + " Proceed: the source is blocked for writing, the rest is copied and compared, and the switch is made."
                + " RollBack: the switch is undone and the source takes writes again; what was written to the target since"
                + " stays there and nowhere else.")
        Move move,

        @JsonPropertyDescription("A Service that is pointed to the target. Default: none is.")
        ServiceSwitch service,

        @Size(max = 100)
        @JsonPropertyDescription("Aliases that are made on the target at the switch, for indices that were renamed.")
        List<AliasSwitch> aliases) {

    public Cutover {
        move = move == null ? Move.Wait : move;
        aliases = aliases == null ? List.of() : List.copyOf(aliases);
    }

    /** What is to be done. */
    public enum Move {
        /** Nothing yet. */
        Wait,
        /** The application goes over. */
        Proceed,
        /** It comes back. */
        RollBack
    }
}
