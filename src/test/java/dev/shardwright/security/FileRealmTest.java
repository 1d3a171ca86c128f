package dev.shardwright.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.shardwright.security.InvalidRealmException.Reason;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileRealmTest {
    private static final String HASH = "$2a$10$WvvTPHKwdBJ3uk0Z37EMR.hLA2W6N9AEBhEgrAOljy2Ae5MtaSIUi";
    private static final RealmUser ELASTIC = new RealmUser("elastic", HASH, List.of("superuser"));
    private static final RealmUser OPERATOR = new RealmUser("op", HASH, List.of("shardwright_operator", "superuser"));

    @Test
    void sameTextWhateverTheOrder() throws Exception {
        FileRealm realm = FileRealm.of(List.of(OPERATOR, ELASTIC), List.of(role("b"), role("a")));
        assertThat(realm).isEqualTo(FileRealm.of(List.of(ELASTIC, OPERATOR), List.of(role("a"), role("b"))));
        assertThat(realm.users()).isEqualTo("elastic:" + HASH + "\nop:" + HASH + "\n");
        assertThat(realm.usersRoles()).isEqualTo("shardwright_operator:op\nsuperuser:elastic,op\n");
        assertThat(realm.toString()).doesNotContain("$2a");
    }

    @Test
    void rolesKeepTheirMeaningAndBeginInTheFirstColumn() throws Exception {
        RoleDocument document = new RoleDocument("my-roles", """
                # a comment
                logs_reader:
                  cluster: ['monitor']
                  indices:
                    - names: [ "logs-*" ]
                      privileges: [ read ]
                      query: |
                        {"match": {

                          "public": "yes"}}
                """);
        String roles = FileRealm.of(List.of(), List.of(document)).roles();
        JsonNode tree = new YAMLMapper().readTree(roles);
        assertThat(tree.properties().stream().map(Map.Entry::getKey))
                .containsExactly("logs_reader", "shardwright_operator", "shardwright_probe", "shardwright_snapshots");
        assertThat(tree.at("/logs_reader/indices/0/query").textValue()).contains("{\n\n");
        assertThat(tree.at("/shardwright_operator/indices/0/allow_restricted_indices")
                        .booleanValue())
                .isTrue();
        assertThat(roles.lines().filter(line -> !line.startsWith(" ")))
                .hasSize(4)
                .allMatch(line -> line.endsWith(":"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a:b", "a,b", "a\nb", "#a", " a", "a\t", "ä", "a\u0000"})
    void namesThatWouldBreakTheFiles(String name) {
        InvalidRealmException user = refused(List.of(new RealmUser(name, HASH, List.of())));
        assertThat(user.reason()).isEqualTo(Reason.USER_NAME);
        assertThat(user.culprit()).isEqualTo(name);
        assertThat(user).hasMessageNotContaining("\n");
        InvalidRealmException role = refused(List.of(new RealmUser("u", HASH, List.of(name))));
        assertThat(role.reason()).isEqualTo(Reason.ROLE_NAME);
    }

    @Test
    void twoOfAName() {
        assertThat(refused(List.of(ELASTIC, ELASTIC)).reason()).isEqualTo(Reason.DUPLICATE_USER);
        InvalidRealmException role = refused(List.of(), role("a"), role("a"));
        assertThat(role.reason()).isEqualTo(Reason.DUPLICATE_ROLE);
        assertThat(role.culprit()).isEqualTo("a");
        assertThat(refused(List.of(), role("shardwright_probe")).reason()).isEqualTo(Reason.DUPLICATE_ROLE);
    }

    @Test
    void damagedHash() {
        InvalidRealmException refused = refused(List.of(new RealmUser("u", "secret", List.of())));
        assertThat(refused.reason()).isEqualTo(Reason.PASSWORD_HASH);
        assertThat(refused).hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nothing",
                "- a",
                "text",
                "a: [",
                "a: b",
                "a: {}\na: {}",
                "a: {}\n---\nb: {}",
                "a: &x {}\nb: *x",
                "a:\n  cluster: [all]\n  cluster: [none]"
            })
    void documentsThatAreNoRoles(String yaml) {
        InvalidRealmException refused = refused(List.of(), new RoleDocument("my-roles", yaml));
        assertThat(refused.reason()).isEqualTo(Reason.MALFORMED_ROLES);
        assertThat(refused.culprit()).isEqualTo("my-roles");
    }

    private static RoleDocument role(String name) {
        return new RoleDocument("secret-of-" + name, name + ": {cluster: [monitor]}\n");
    }

    private static InvalidRealmException refused(List<RealmUser> users, RoleDocument... roles) {
        return catchThrowableOfType(InvalidRealmException.class, () -> FileRealm.of(users, List.of(roles)));
    }
}
