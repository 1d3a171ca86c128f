package dev.shardwright.security;

/**
 * Role definitions of a user.
 *
 * @param source where they come from, for messages: the name of a Secret
 * @param yaml   a mapping of role names to their definitions, in the format of Elasticsearch's roles.yml
 */
public record RoleDocument(String source, String yaml) {}
