package dev.shardwright;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeaseWatchdogTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Duration passed = Duration.ZERO;
    private Duration setBy = Duration.ZERO;
    private Optional<Instant> renewed = Optional.of(START);
    private boolean refused;
    private boolean hangs;
    private Duration answersAfter = Duration.ZERO;
    private int looks;
    private int ends;
    private final LeaseWatchdog watchdog =
            new LeaseWatchdog(this::now, () -> passed.toNanos(), this::read, this::run, () -> ends++);

    private Instant now() {
        return START.plus(passed).plus(setBy);
    }

    private Optional<Instant> read() {
        looks++;
        passed = passed.plus(answersAfter);
        if (refused) {
            throw new IllegalStateException("503");
        }
        return renewed;
    }

    private void run(Runnable look) {
        if (!hangs) {
            look.run();
        }
    }

    @Test
    void leavesAnOperatorAloneThatRenews() {
        for (int second = 1; second <= 60; second++) {
            renew();
            seconds(1);
        }
        assertThat(ends).isZero();
        assertThat(looks).as("one every three seconds").isEqualTo(20);
    }

    @Test
    void endsOneWhoseLeaseIsNotRenewedAnyMoreBeforeItIsOld() {
        seconds(12);
        assertThat(ends).isZero();
        seconds(1);
        assertThat(ends).isOne();
    }

    /** An unknown is no yes. */
    @Test
    void endsOneThatCannotReadItsLease() {
        refused = true;
        renew();
        seconds(13);
        assertThat(ends).isOne();
    }

    @Test
    void endsOneWhoseLeaseIsSomebodyElses() {
        renewed = Optional.empty();
        seconds(13);
        assertThat(ends).isOne();
    }

    /** A connection that is dead does not say that the lease is. */
    @Test
    void looksAgainWhenALookHangs() {
        hangs = true;
        seconds(10);
        hangs = false;
        renew();
        seconds(1);
        renew();
        seconds(9);
        assertThat(ends).isZero();
    }

    @Test
    void looksEachSecondWhenItIsWorried() {
        seconds(6);
        assertThat(looks).isEqualTo(2);
        seconds(4);
        assertThat(looks).isEqualTo(6);
    }

    @Test
    void anAnswerThatTakesLongIsAsOldAsItsQuestion() {
        setBy = Duration.ofHours(-1);
        renewed = Optional.of(START.plusMillis(1));
        answersAfter = Duration.ofSeconds(11);
        seconds(1);
        answersAfter = Duration.ZERO;
        seconds(1);
        assertThat(ends).isZero();
        seconds(1);
        assertThat(ends).isOne();
    }

    @Test
    void aClockSetBackMakesNoLeaseYounger() {
        setBy = Duration.ofHours(-1);
        seconds(12);
        assertThat(ends).isZero();
        seconds(1);
        assertThat(ends).isOne();
    }

    @Test
    void oneThatRenewsSurvivesAClockSetBack() {
        seconds(3);
        setBy = Duration.ofHours(-1);
        for (int second = 0; second < 30; second++) {
            renew();
            seconds(1);
        }
        assertThat(ends).isZero();
    }

    /** While a machine sleeps, only the clock on the wall goes on. */
    @Test
    void endsOneThatHasSlept() {
        setBy = Duration.ofMinutes(1);
        seconds(1);
        assertThat(ends).isOne();
    }

    private void renew() {
        renewed = Optional.of(now());
    }

    private void seconds(int seconds) {
        for (int i = 0; i < seconds; i++) {
            passed = passed.plusSeconds(1);
            watchdog.tick();
        }
    }
}
