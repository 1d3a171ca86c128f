package dev.shardwright.cluster.act;

/**
 * A step that did not work.
 *
 * @param kind what that means for the steps after it
 * @param object kind and name of the object
 * @param message what the API server said, in a sentence
 */
public record StepFailure(Kind kind, String object, String message) {
    /** How a failed step is dealt with. */
    public enum Kind {
        /** Conflict, overload, server error: tried again soon. */
        Transient,
        /** The API server refuses the object as invalid or forbidden: a person is needed, tried again slowly. */
        Rejected,
        /** The API server refuses what the podTemplate of a pool makes of its pods; nothing has been changed. */
        InvalidPodTemplate,
        /** An object of that name belongs to somebody else, and is left alone. */
        NameTaken,
        /** The object of an earlier resource of the same name is still being deleted. */
        StillDeleting,
        /** The cache had not seen the object yet: nothing of this pass may be trusted. */
        StaleCache
    }
}
