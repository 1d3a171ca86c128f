package dev.shardwright.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a restore must fit in, as servers tell it. */
class HttpRoomTest extends OneDataServerTest {
    private static final String LOW = "cluster.routing.allocation.disk.watermark.low";

    @Test
    void understandsTheRoom() {
        server.answers(200, IndexAnswers.ROOM_8_19);
        Room room = api.room().asOptional().orElseThrow();
        assertThat(room)
                .isEqualTo(new Room(
                        List.of(new NodeDisk("a1", 1000, 600), new NodeDisk("a3", 2000, 100)),
                        new Watermark.Used(0.85, Optional.of(200L << 30)),
                        new Watermark.Used(0.9, Optional.of(150L << 30)),
                        50,
                        16,
                        "all"));
        assertThat(room.bytesBelowLow()).isBetween(449L, 450L);
        assertThat(room.shardsLeft()).isEqualTo(84);
    }

    @Test
    void understandsTheRoomOfOtherServers() {
        server.answers(200, IndexAnswers.ROOM_7_10);
        Room room = api.room().asOptional().orElseThrow();
        assertThat(room.low()).isEqualTo(new Watermark.Used(0.5, Optional.empty()));
        assertThat(room.high()).isEqualTo(new Watermark.Free(1536));
        assertThat(room.shardsPerNode()).isEqualTo(1000);
        assertThat(room.allocation()).isEqualTo("new_primaries");
        assertThat(room.bytesBelowLow()).isEqualTo(100);
    }

    @Test
    void aSingleDataNodeIsAsFullAsItLikesWhereTheServerSaysSo() {
        server.answers(200, IndexAnswers.ROOM_7_10.replace("[\"data\"]", "[\"ingest\"]"));
        Room room = api.room().asOptional().orElseThrow();
        assertThat(room.low()).isEqualTo(new Watermark.None());
        assertThat(room.bytesBelowLow()).isEqualTo(600);
        server.answers(200, IndexAnswers.ROOM_8_19.replace("[\"data\"]", "[\"ingest\"]"));
        assertThat(api.room().asOptional().orElseThrow().low()).isInstanceOf(Watermark.Used.class);
    }

    @Test
    void disksAreAsFullAsTheyLikeWithoutThresholds() {
        server.answers(
                200, IndexAnswers.ROOM_8_19.replace("threshold_enabled\":\"true\"", "threshold_enabled\":\"false\""));
        assertThat(api.room().asOptional().orElseThrow().bytesBelowLow()).isEqualTo(700);
    }

    @Test
    void theDefaultHeadroomIsNotThatOfAnotherWatermark() {
        server.answers(
                200,
                IndexAnswers.ROOM_8_19
                        .replace("\"transient\":{}", "\"transient\":{\"" + LOW + "\":\"70%\"}")
                        .replace("\"" + LOW + "\":\"85%\",", ""));
        assertThat(api.room().asOptional().orElseThrow().low()).isEqualTo(new Watermark.Used(0.7, Optional.empty()));
    }
}
