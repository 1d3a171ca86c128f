package dev.shardwright.api.snapshot;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** How the application goes over to the target. */
@ValidationRule(
        value = "oldSelf.move == 'Wait' || self.move != 'Wait'",
        message = "a cutover that has begun does not wait again: set move to RollBack to undo it",
        fieldPath = ".move")
@ValidationRule(
        value = "oldSelf.move != 'RollBack' || self.move == 'RollBack'",
        message = "a roll-back is not taken back: make a new Migration",
        fieldPath = ".move")
@ValidationRule(
        value = "oldSelf.move == 'Wait'"
                + " || (has(self.service) == has(oldSelf.service) && (!has(self.service) || self.service == oldSelf.service)"
                + " && has(self.aliases) == has(oldSelf.aliases)"
                + " && (!has(self.aliases) || self.aliases == oldSelf.aliases))",
        message = "service and aliases are fixed once move is Proceed or RollBack")
public record Cutover(
        @Default("Wait")
        @JsonPropertyDescription("Wait (default): the first copy is made and compared, and the source is written to on."
                + " Proceed: the source is blocked for writing, the rest is copied and compared, and the switch is made."
                + " RollBack: the switch is undone and the source takes writes again; what was written to the target since"
                + " stays there and nowhere else. If the rest cannot be copied and compared, the roll-back comes by"
                + " itself.")
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
