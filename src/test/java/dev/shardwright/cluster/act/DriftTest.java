package dev.shardwright.cluster.act;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** keycloak #38846: endless updates because the matcher did not know a default. */
class DriftTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest(name = "{0} is so in {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                  | {'a': 1}",
                "{'a': 1}                            | {'a': 1, 'b': 2}",
                "{'a': {'b': 1}}                     | {'a': {'b': 1, 'c': 2}}",
                "{'a': null}                         | {}",
                "{'a': {}}                           | {}",
                "{'a': []}                           | {}",
                "{'a': []}                           | {'a': [1]}",
                "{'m': '1024Mi'}                     | {'m': '1Gi'}",
                "{'m': '1000m'}                      | {'m': '1'}",
                "{'m': '0.5'}                        | {'m': '500m'}",
                "{'p': 9200}                         | {'p': '9200'}",
                "{'l': [1, 2]}                       | {'l': [1, 2]}",
                "{'l': [{'name': 'a', 'v': 1}]}      | {'l': [{'name': 'b'}, {'name': 'a', 'v': 1, 'w': 2}]}",
                "{'l': [{'port': 1}]}                | {'l': [{'port': 1, 'nodePort': 30000}]}",
                "{'l': [{'mountPath': '/a', 'readOnly': true}]} | {'l': [{'mountPath': '/b'}, {'mountPath': '/a', 'readOnly': true}]}",
            })
    void findsNothing(String wanted, String actual) {
        assertThat(find(wanted, actual)).isEmpty();
    }

    @ParameterizedTest(name = "{0} is not so in {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a': 1}                            | {}                                  | .a",
                "{'a': 1}                            | {'a': null}                         | .a",
                "{'a': 1}                            | {'a': 2}                            | .a",
                "{'a': false}                        | {'a': true}                         | .a",
                "{'a': {'b': 'x'}}                   | {'a': {'b': 'y'}}                   | .a.b",
                "{'a': {'b': 'x'}}                   | {'a': []}                           | .a.b",
                "{'m': '1Gi'}                        | {'m': '1G'}                         | .m",
                "{'m': '1Gi'}                        | {'m': 'much'}                       | .m",
                "{'l': [1, 2]}                       | {'l': [1]}                          | .l",
                "{'l': [1]}                          | {'l': [1, 2]}                       | .l",
                "{'l': [1, 2]}                       | {'l': [2, 1]}                       | .l[0]",
                "{'l': [1]}                          | {}                                  | .l",
                "{'l': [{'name': 'a'}]}              | {'l': []}                           | .l[0]",
                "{'l': [{'name': 'a'}]}              | {'l': [{'name': 'b'}]}              | .l[0]",
                "{'l': [{'name': 'a', 'v': 1}]}      | {'l': [{'name': 'a', 'v': 2}]}      | .l[0].v",
                "{'l': [{'key': 'a'}]}               | {'l': [{'key': 'a'}, {'key': 'b'}]} | .l",
            })
    void findsThePath(String wanted, String actual, String path) {
        assertThat(find(wanted, actual)).contains(path);
    }

    private static Optional<String> find(String wanted, String actual) {
        return Drift.find(json(wanted), json(actual));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
