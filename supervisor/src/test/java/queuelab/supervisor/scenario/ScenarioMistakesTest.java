package queuelab.supervisor.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every mistake with the exact words in which a person is told of it. */
class ScenarioMistakesTest {
    @TempDir
    Path folder;

    private ScenarioText yaml;

    @BeforeEach
    void prepare() {
        yaml = new ScenarioText(folder);
    }

    @Test
    void allProblemsAreToldTogetherInTheOrderOfTheirLines() {
        assertThatThrownBy(() -> yaml.read("""
                        nam: x
                        base:
                          producer.siez: 1KiB
                          producer.size: 16B
                        sweep: {}
                        """, "queue.storage=disk"))
                .isInstanceOf(ScenarioProblems.class)
                .hasMessage("""
                        5 problems:
                          `queue.storage` must be `durable` or `memory`, got `disk` (--set queue.storage=disk)
                          unknown key `nam`; did you mean `name`? (FILE, line 1)
                          unknown setting `producer.siez`; did you mean `producer.size`? (FILE, line 3)
                          `producer.size` must be at least 48 B (the stamp), got 16 B (FILE, line 4)
                          `sweep` must have at least one setting with its values, got none (FILE, line 5)""".replace("FILE", folder.resolve("x.yaml").toString()));
    }

    @Test
    void onlySoManyProblemsAreShown() {
        var text = new StringBuilder("base:\n");
        for (int i = 0; i < 250; i++) {
            text.append("  wrong").append(i).append(": 1\n");
        }

        assertThatThrownBy(() -> yaml.read(text.toString()))
                .hasMessageStartingWith("250 problems:\n")
                .hasMessageEndingWith("\n  and 150 more");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, quoteCharacter = '"', textBlock = """
            producer.size: 1kb        | `producer.size` must be a size in B, KiB, MiB or GiB, such as 1KiB, got `1kb`
            producer.size: 1024       | `producer.size` must be a size in B, KiB, MiB or GiB, such as 1KiB, got `1024`
            producer.size: big        | `producer.size` must be a size in B, KiB, MiB or GiB, such as 1KiB, got `big`
            producer.size:            | `producer.size` must be a size in B, KiB, MiB or GiB, such as 1KiB, got nothing
            producer.size: 16B        | `producer.size` must be at least 48 B (the stamp), got 16 B
            producer.size: 47.999B    | `producer.size` must be at least 48 B (the stamp), got 47.999 B
            producer.size: 48.5B      | `producer.size` must be a whole number of B, got 48.5 B
            producer.size: 101MiB     | `producer.size` must be at most 100 MiB, got 101 MiB
            producer.size: 999999999999999GiB | `producer.size` must be at most 100 MiB, got 999999999999999 GiB
            consumer.window: -1B      | `consumer.window` must be at least 0, got -1 B
            broker.heap: 1MiB         | `broker.heap` must be at least 64 MiB, got 1 MiB
            warmup: 5 sec             | `warmup` must be a duration in ns, us, ms, s, m or h, such as 5s, got `5 sec`
            warmup: 5                 | `warmup` must be a duration in ns, us, ms, s, m or h, such as 5s, got `5`
            warmup: 2h                | `warmup` must be at most 1 h, got 2 h
            measure: 0s               | `measure` must be at least 100 ms, got 0 s
            measure: 25h              | `measure` must be at most 24 h, got 25 h
            drain: 61m                | `drain` must be at most 1 h, got 61 m
            producer.load: 1000       | `producer.load` must be a rate such as 1000/s, or `saturate`, got `1000`
            producer.load: fast       | `producer.load` must be a rate such as 1000/s, or `saturate`, got `fast`
            producer.load: 0/s        | `producer.load` must be at least 0.01/s, got 0/s
            producer.load: -5/s       | `producer.load` must be at least 0.01/s, got -5/s
            producer.load: 10000001/s | `producer.load` must be at most 10000000/s, got 10000001/s
            consumer.fail: 0.01       | `consumer.fail` must be a share such as 1%, got `0.01`
            consumer.fail: 101%       | `consumer.fail` must be at most 100%, got 101%
            consumer.fail: -1%        | `consumer.fail` must be at least 0%, got -1%
            consumer.processes: 0     | `consumer.processes` must be at least 1, got 0
            consumer.processes: 65    | `consumer.processes` must be at most 64, got 65
            consumer.processes: many  | `consumer.processes` must be a whole number from 1 to 64, got `many`
            consumer.processes: 1.5   | `consumer.processes` must be a whole number from 1 to 64, got `1.5`
            consumer.threads: 257     | `consumer.threads` must be at most 256, got 257
            producer.processes: 65    | `producer.processes` must be at most 64, got 65
            producer.threads: 257     | `producer.threads` must be at most 256, got 257
            producer.inFlight: 0      | `producer.inFlight` must be at least 1, got 0
            producer.commitEvery: -1  | `producer.commitEvery` must be at least 0, got -1
            queue.count: 0            | `queue.count` must be at least 1, got 0
            queue.copies: 65          | `queue.copies` must be at most 64, got 65
            queue.storage: disk       | `queue.storage` must be `durable` or `memory`, got `disk`
            broker.mode: embedded     | "`broker.mode` must be `process`, `in-process` or `external`, got `embedded`"
            broker.url: host:61616    | `broker.url` must be an Artemis URL such as tcp://host:61616, got `host:61616`
            broker.profile: ../secret | `broker.profile` must be the name of a folder under broker-config/profiles, got `../secret`
            producer.arrivals: random | `producer.arrivals` must be `even` or `poisson`, got `random`
            producer.send: sync       | `producer.send` must be `async` or `blocking`, got `sync`
            producer.duplicateDetection: yes | `producer.duplicateDetection` must be `true` or `false`, got `yes`
            consumer.ack: none        | `consumer.ack` must be `auto`, `client`, `dups-ok`, `individual`, `pre` or `transacted`, got `none`
            consumer.lock: global     | `consumer.lock` must be `none` or `process`, got `global`
            consumer.window: -1       | `consumer.window` must be at least 0, got -1
            consumer.window: -1KiB    | `consumer.window` must be at least 0, got -1 KiB
            consumer.window: 2GiB     | `consumer.window` must be at most 1 GiB, got 2 GiB
            consumer.stagger: -1s     | `consumer.stagger` must be at least 0, got -1 s
            consumer.work: 2ms        | `consumer.work` must be `none`, or such as `cpu 200us`, `sleep 2ms`, `cpu exp 200us`, `sleep exp 2ms`, got `2ms`
            consumer.work: sleep 2    | `consumer.work` must be a duration in ns, us, ms, s, m or h, such as 5s, got `2`
            consumer.work: cpu 2m     | `consumer.work` must be at most 1 m, got 2 m
            transport: pigeon         | `transport` must be `queue`, `pipe`, `tcp`, `unix`, `rpc`, `rpc-queue`, `shared-memory` or `thread`, got `pigeon`
            protocol: mqtt            | `protocol` must be `core` or `amqp`, got `mqtt`
            sharedMemory.wait: sleep  | `sharedMemory.wait` must be `spin` or `park`, got `sleep`
            client.options: 5         | `client.options` must be a mapping of settings, got `5`
            client.options.a-b: 5     | `client.options.a-b` must have a name of letters and digits
            producer: 5               | `producer` must be a mapping of settings, got `5`
            producer.size: {a: 1}     | `producer.size` must be a single value, got a mapping
            "producer.size: [1KiB]"   | `producer.size` must be a single value, got a list; values to compare belong under `sweep`
            repeats: 3                | `repeats` must stand at the top of the scenario, beside `base`
            size: 1KiB                | unknown setting `size`; did you mean `producer.size`?
            producer.Size: 1KiB       | unknown setting `producer.Size`; did you mean `producer.size`?
            brokr: {mode: process}    | unknown setting `brokr`; did you mean `broker`?
            client.option: {a: b}     | unknown setting `client.option`; did you mean `client.options`?
            zigzag: 1                 | unknown setting `zigzag`; `lab settings` lists all there are
            """)
    void aSettingThatIsWrongIsNamedWithItsLineLimitAndValue(String line, String problem) {
        assertThat(yaml.problems("base:\n  " + line)).containsExactly(problem + " (x.yaml, line 2)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            broker.url: tcp://host:1        | `broker.url` needs `broker.mode: external`, got `broker.mode: process`
            broker.mode: external           | `broker.mode: external` needs `broker.url`, got none
            'broker: {mode: in-process, heap: 1GiB}' | `broker.heap` needs `broker.mode: process`, got `broker.mode: in-process`
            'broker: {mode: external, url: "tcp://h:1", profile: asyncio}' | `broker.profile` cannot be set with `broker.mode: external`: such a broker brings its own configuration
            'broker: {mode: external, url: "tcp://h:1", properties: {a: b}}' | `broker.properties` cannot be set with `broker.mode: external`: such a broker brings its own configuration
            consumer.commitEvery: 1         | `consumer.commitEvery` needs `consumer.ack: transacted`, got `consumer.ack: auto`
            consumer.rollback: 1%           | `consumer.rollback` needs `consumer.ack: transacted`, got `consumer.ack: auto`
            queue.copies: 2                 | `consumer.processes` × `consumer.threads` must be at least 2 (one for each subscription: `queue.count` × `queue.copies`), got 1
            'queue: {copies: 3}, consumer: {processes: 2}' | `consumer.processes` × `consumer.threads` must be at least 3 (one for each subscription: `queue.count` × `queue.copies`), got 2
            'queue.count: 2, consumer.threads: 2' | `producer.processes` × `producer.threads` must be at least 2 (one for each queue: `queue.count`), got 1
            producer.commitEvery: 1001      | `producer.commitEvery` must be at most 1000 (`producer.inFlight`: what is not committed is not confirmed), got 1001
            client.options.confirmationWindowSize: -1 | `client.options.confirmationWindowSize` must be at least 0 with `producer.send: async` (else a send counts as confirmed without a word from the broker), got -1
            producer.size: 100MiB           | `producer.inFlight` × `producer.threads` × `producer.size` must be at most 4 GiB (the memory of a producer process), got 1000 × 1 × 100 MiB
            'producer.load: 0.1/s, measure: 5s' | `producer.load` must be due at least once in `measure`, got 0.1/s in 5s
            """)
    void settingsThatContradictEachOtherAreRefused(String settings, String problem) {
        assertThat(yaml.problems("base: {" + settings + "}")).containsExactly(problem + " (x.yaml, line 1)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'transport: pipe, producer.commitEvery: 10' | `producer.commitEvery` must be 0 with `transport: pipe`: it has no transactions
            'transport: pipe, consumer.commitEvery: 10' | `consumer.commitEvery` cannot be set with `transport: pipe`: it has no transactions
            'transport: pipe, consumer.processes: 2'    | `consumer.processes` × `consumer.threads` must be 1 with `transport: pipe`, which has one end to receive at, got 2
            'transport: pipe, producer.threads: 3'      | `producer.processes` × `producer.threads` must be 1 with `transport: pipe`, which has one end to send from, got 3
            'transport: pipe, queue.storage: memory'    | `queue.storage` cannot be set with `transport: pipe`: nothing is stored on the way
            'transport: pipe, broker.heap: 1GiB'        | `broker.heap` cannot be set with `transport: pipe`: it has no broker
            'transport: pipe, broker.properties.a: b'   | `broker.properties` cannot be set with `transport: pipe`: it has no broker
            'transport: tcp, queue.copies: 2'           | `queue.copies` cannot be set with `transport: tcp`: it hands each message to one consumer
            'transport: tcp, queue.count: 2'            | `queue.count` cannot be set with `transport: tcp`: it has no queues
            'transport: tcp, protocol: amqp'            | `protocol` cannot be set with `transport: tcp`: it has no broker
            'transport: unix, consumer.window: 0'       | `consumer.window` cannot be set with `transport: unix`: what is fetched ahead is what its buffers hold
            'transport: unix, broker.mode: external'    | `broker.mode` cannot be set with `transport: unix`: it has no broker
            'transport: rpc, consumer.ack: client'      | `consumer.ack` must be `auto` with `transport: rpc`: a message is confirmed once it is handled, there is no other way, got `consumer.ack: client`
            'transport: rpc, consumer.threads: 2'       | `consumer.processes` × `consumer.threads` must be 1 with `transport: rpc`, which has one end to receive at, got 2
            'transport: thread, consumer.fail: 1%'      | `consumer.fail` must be 0% with `transport: thread`: it cannot hand out a message again, got 1%
            'transport: thread, client.options.a: b'    | `client.options` cannot be set with `transport: thread`: they are options of the broker's client
            'transport: shared-memory, producer.duplicateDetection: true' | `producer.duplicateDetection` cannot be set with `transport: shared-memory`: there is no broker to drop a second copy
            'transport: pipe, sharedMemory.wait: spin'  | `sharedMemory.wait` needs `transport: shared-memory`, got `transport: pipe`
            'transport: rpc-queue, protocol: amqp'      | `protocol: amqp` needs `transport: queue`, got `transport: rpc-queue`
            'transport: rpc-queue, producer.commitEvery: 10' | `producer.commitEvery` must be 0 with `transport: rpc-queue`: a request is not sent before its commit, so its reply would never come
            'transport: rpc-queue, consumer.ack: transacted' | `consumer.ack` cannot be `transacted` with `transport: rpc-queue`: a reply would wait for the commit
            'transport: rpc-queue, queue.copies: 2, consumer.processes: 2' | `queue.copies` must be 1 with `transport: rpc-queue`: a request has one reply, got 2
            'transport: rpc-queue, producer.duplicateDetection: true' | `producer.duplicateDetection` must be `false` with `transport: rpc-queue`: a request that the broker drops is never answered
            'protocol: amqp, client.options.a: b'       | `client.options` need `protocol: core`: they are options of its client, got `protocol: amqp`
            'protocol: amqp, consumer.fail: 1%'         | `consumer.fail` must be 0% with `protocol: amqp`: its client does not hand out again what a listener threw at, got 1%
            """)
    void whatATransportCannotDoIsRefusedWithTheReason(String settings, String problem) {
        assertThat(yaml.problems("base: {" + settings + "}")).containsExactly(problem + " (x.yaml, line 1)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "transport: pipe, producer.commitEvery: 0, consumer.ack: auto, producer.send: blocking",
                "transport: rpc, producer.processes: 2, producer.threads: 2",
                "transport: rpc-queue, queue: {count: 2, storage: memory}, producer.threads: 2, consumer: {processes: 2, ack: client}",
                "transport: shared-memory, sharedMemory.wait: spin",
                "protocol: amqp, consumer: {ack: individual, window: 0}"
            })
    void whatATransportCanDoIsNot(String settings) throws ScenarioProblems {
        assertThat(yaml.read("base: {" + settings + "}").combinations()).hasSize(1);
    }

    @Test
    void aContradictionIsLookedForInEveryPointAndToldOnce() {
        assertThat(yaml.problems("""
                base:
                  consumer.processes: 2
                variants:
                  narrow: {queue.copies: 1}
                  wide:
                    queue.copies: 4
                sweep:
                  consumer.threads: [1, 2]
                  producer.size: [1KiB, 2KiB]
                """))
                .containsExactly(
                        "`consumer.processes` × `consumer.threads` must be at least 4 (one for each subscription:"
                                + " `queue.count` × `queue.copies`), got 2 (x.yaml, line 6)");
    }

    @Test
    void aMistakeLeadsToNoFurtherOnes() {
        assertThat(
                        yaml.problems(
                                "base: {broker.mode: external, broker.ulr: 'tcp://h:1', queue.copies: 4, consumer.processes: x}"))
                .containsExactly(
                        "unknown setting `broker.ulr`; did you mean `broker.url`? (x.yaml, line 1)",
                        "`consumer.processes` must be a whole number from 1 to 64, got `x` (x.yaml, line 1)");
    }

    @Test
    void aKeyMustBeThereOnlyOnce() {
        assertThat(yaml.problems("""
                variants:
                  durable: {queue.storage: durable}
                  durable: {queue.storage: memory}
                base:
                  producer.size: 1KiB
                  producer: {size: 2KiB}
                base: {}
                """))
                .containsExactly(
                        "`durable` must be there only once, and is already on line 2 (x.yaml, line 3)",
                        "`producer.size` must be set only once here: nested and dotted keys mean the same (x.yaml, line 6)",
                        "`base` must be there only once, and is already on line 4 (x.yaml, line 7)");
    }

    @Test
    void variantsMustBeNamedSettings() {
        assertThat(yaml.problems("variants: [a, b]"))
                .containsExactly("`variants` must be a mapping of names to settings, got a list (x.yaml, line 1)");
        assertThat(yaml.problems("variants: {}"))
                .containsExactly("`variants` must name at least one variant, got none (x.yaml, line 1)");
        assertThat(yaml.problems("variants: {a: 5}"))
                .containsExactly("the variant `a` must be a mapping of settings, got `5` (x.yaml, line 1)");
        assertThat(yaml.problems("variants: {a/b: {}}"))
                .containsExactly(
                        "the name of a variant must be at most 64 letters, digits, `.`, `_` and `-`, beginning with a"
                                + " letter or digit, got `a/b` (x.yaml, line 1)");
    }

    @Test
    void aSweepMustHaveValues() {
        assertThat(yaml.problems("sweep:"))
                .containsExactly("`sweep` must have at least one setting with its values, got none (x.yaml, line 1)");
        assertThat(yaml.problems("sweep: {}"))
                .containsExactly("`sweep` must have at least one setting with its values, got none (x.yaml, line 1)");
        assertThat(yaml.problems("sweep: [1, 2]"))
                .containsExactly("`sweep` must be a mapping of settings, got a list (x.yaml, line 1)");
        assertThat(yaml.problems("sweep: {consumer.processes: []}"))
                .containsExactly(
                        "`consumer.processes` in `sweep` must be a list of values, got an empty one (x.yaml, line 1)");
        assertThat(yaml.problems("sweep: {consumer.processes: 4}"))
                .containsExactly("`consumer.processes` in `sweep` must be a list of values, got `4` (x.yaml, line 1)");
        assertThat(yaml.problems("sweep: {consumer.processes: [1, [2]]}"))
                .containsExactly(
                        "`consumer.processes` in `sweep` must be a list of single values, got a list (x.yaml, line 1)");
        assertThat(yaml.problems("sweep:\n  producer.size:\n  - 1KiB\n  - 16B"))
                .containsExactly("`producer.size` must be at least 48 B (the stamp), got 16 B (x.yaml, line 4)");
        assertThat(yaml.problems("sweep: {producer.size: [1KiB, 1024B]}"))
                .containsExactly(
                        "`producer.size` in `sweep` must have each value once, got `1024B` again (x.yaml, line 1)");
    }

    @Test
    void aSweptSettingMustNotBeSetByAVariant() {
        assertThat(
                        yaml.problems(
                                "variants: {a: {queue.count: 1}}\nsweep: {queue.count: [1, 2]}\nbase: {producer.threads: 2, consumer.threads: 2}"))
                .containsExactly(
                        "`queue.count` must not be set by the variant `a` and by `sweep`: one would undo the other"
                                + " (x.yaml, line 1)");
    }

    @Test
    void theTopLevelTakesOnlyItsKeys() {
        assertThat(yaml.problems("varaints: {}"))
                .containsExactly("unknown key `varaints`; did you mean `variants`? (x.yaml, line 1)");
        assertThat(yaml.problems("consumers: 4"))
                .containsExactly(
                        "unknown key `consumers`; a scenario takes `name`, `about`, `base`, `variants`, `sweep`,"
                                + " `timeline`, `faults` and `repeats` (x.yaml, line 1)");
        assertThat(yaml.problems("warmup: 5s"))
                .containsExactly(
                        "`warmup` must stand under `base`, a variant or `sweep`: it is a setting (x.yaml, line 1)");
        assertThat(yaml.problems("base: 5"))
                .containsExactly("`base` must be a mapping of settings, got `5` (x.yaml, line 1)");
        assertThat(yaml.problems("repeats: 0")).containsExactly("`repeats` must be at least 1, got 0 (x.yaml, line 1)");
        assertThat(yaml.problems("repeats: 1001"))
                .containsExactly("`repeats` must be at most 1000, got 1001 (x.yaml, line 1)");
        assertThat(yaml.problems("repeats: [1]"))
                .containsExactly("`repeats` must be a single value, got a list (x.yaml, line 1)");
        assertThat(yaml.problems("about: [1]"))
                .containsExactly("`about` must be a piece of text, got a list (x.yaml, line 1)");
        assertThat(yaml.problems("about: " + "x".repeat(1001)))
                .containsExactly("`about` must be at most 1000 characters, got 1001 (x.yaml, line 1)");
        assertThat(yaml.problems("name: ../etc"))
                .containsExactly(
                        "`name` must be at most 64 letters, digits, `.`, `_` and `-`, beginning with a letter or"
                                + " digit, got `../etc` (x.yaml, line 1)");
    }

    @Test
    void aScenarioMustNotUnfoldIntoMoreThanCanBeRun() {
        assertThat(yaml.problems("""
                variants: {a: {}, b: {}}
                sweep: {consumer.processes: [1, 2, 3, 4], consumer.threads: [1, 2]}
                repeats: 1000
                """))
                .containsExactly("a scenario must unfold into at most 10,000 trials, got 2 variants × 8 sweep values ×"
                        + " 1,000 repeats (x.yaml)");
    }

    @Test
    void theCommandLineIsCheckedLikeTheFile() {
        assertThat(yaml.problems(
                        "base: {}",
                        "queue.storage",
                        "=5",
                        "producer.siez=1KiB",
                        "producer.size=16B",
                        "client.options=5",
                        "repeats=x",
                        "queue.copies=2"))
                .containsExactly(
                        "`--set` must be followed by KEY=VALUE, got `queue.storage`",
                        "`--set` must be followed by KEY=VALUE, got `=5`",
                        "unknown setting `producer.siez`; did you mean `producer.size`? (--set producer.siez=1KiB)",
                        "`producer.size` must be at least 48 B (the stamp), got 16 B (--set producer.size=16B)",
                        "`client.options` must be followed by the rest of a setting's key: it names a group of them"
                                + " (--set client.options=5)",
                        "`repeats` must be a whole number from 1 to 1000, got `x` (--set repeats=x)",
                        "`consumer.processes` × `consumer.threads` must be at least 2 (one for each subscription:"
                                + " `queue.count` × `queue.copies`), got 1 (--set queue.copies=2)");
    }

    @Test
    void repeatsOnTheCommandLineHaveTheSameBounds() throws IOException {
        Path file = Files.writeString(folder.resolve("x.yaml"), "base: {}");

        assertThatThrownBy(() -> ScenarioReader.read(file, List.of(), 0))
                .hasMessage("`repeats` must be at least 1, got 0 (--repeats 0)");
    }

    @Test
    void theCommandLineMustNotMakeAVariantsNameALie() {
        assertThat(yaml.problems("""
                variants:
                  slow-disk: {queue.storage: durable, producer.load: 1/s}
                  slow-memory: {queue.storage: memory, producer.load: 1/s}
                  fast-memory: {queue.storage: memory, producer.load: 9/s}
                """, "queue.storage=durable"))
                .containsExactly("`queue.storage` must not be overridden: only it tells the variants `slow-disk` and"
                        + " `slow-memory` apart (--set queue.storage=durable)");
    }

    @Test
    void aFileMustBeAMapping() {
        assertThat(yaml.problems("- a\n- b"))
                .containsExactly(
                        "a scenario must be a mapping of `name`, `about`, `base`, `variants`, `sweep`, `timeline`, `faults` and `repeats`,"
                                + " got a list (x.yaml, line 1)");
        assertThat(yaml.problems("hello"))
                .containsExactly(
                        "a scenario must be a mapping of `name`, `about`, `base`, `variants`, `sweep`, `timeline`, `faults` and `repeats`,"
                                + " got `hello` (x.yaml, line 1)");
        assertThat(yaml.problems("# nothing")).containsExactly("`x.yaml` holds no scenario: it is empty");
        assertThat(yaml.problems("")).containsExactly("`x.yaml` holds no scenario: it is empty");
    }

    @Test
    void aFileMustBeYaml() {
        assertThat(yaml.problems("base:\n\tproducer.size: 1KiB"))
                .containsExactly("not valid YAML: a tab cannot indent, use spaces (x.yaml, line 2)");
        assertThat(yaml.problems("base:\n  a: b\n c: d"))
                .containsExactly(
                        "not valid YAML: expected <block end>, but found '<block mapping start>' (x.yaml, line 3)");
        assertThat(yaml.problems("base: {a: b"))
                .containsExactly("not valid YAML: expected ',' or '}', but got <stream end> (x.yaml, line 1)");
        assertThat(yaml.problems("base: 'open"))
                .containsExactly("not valid YAML: found unexpected end of stream (x.yaml, line 1)");
        assertThat(yaml.problems("base: *nobody"))
                .containsExactly("not valid YAML: found undefined alias nobody (x.yaml, line 1)");
        assertThat(yaml.problems("base: {}\n---\nbase: {}"))
                .containsExactly("a file must hold one scenario, and a second document begins here (x.yaml, line 2)");
        assertThat(yaml.problems("name: !!python/object x"))
                .containsExactly("a tag such as `tag:yaml.org,2002:python/object` means nothing here (x.yaml, line 1)");
        assertThat(yaml.problems("{[a, b]: c}")).containsExactly("a key must be a piece of text (x.yaml, line 1)");
        assertThat(yaml.problems("'': c")).containsExactly("a key must be a piece of text (x.yaml, line 1)");
    }

    @Test
    void aBombIsRefusedBeforeItIsUnfolded() {
        var bomb = new StringBuilder("a0: &a0 [lol, lol]\n");
        for (int i = 1; i < 100; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }

        assertThat(yaml.problems(bomb.toString()))
                .containsExactly("at most 20 aliases (`*name`) may be used (x.yaml, line 12)");
        assertThat(yaml.problems("base: &a {producer: *a}"))
                .containsExactly("an alias must not stand inside of what it repeats (x.yaml, line 1)");
        assertThat(yaml.problems("[".repeat(500_000)))
                .containsExactly("at most 20 levels may be nested (x.yaml, line 1)");
        assertThat(yaml.problems("[" + "a, ".repeat(200_000) + "]"))
                .containsExactly("at most 100000 values may be held, aliases unfolded (x.yaml, line 1)");
    }

    @Test
    void aFileMustBeText() {
        assertThat(yaml.problems(new byte[] {'a', ':', '\n', 0x7F, 'E', 'L', 'F', 0}))
                .containsExactly("a scenario must be UTF-8 text, got the byte 0x00 at offset 7 (x.yaml, line 2)");
        assertThat(yaml.problems(new byte[] {'a', ':', ' ', (byte) 0xFF}))
                .containsExactly("a scenario must be UTF-8 text, got the byte 0xFF at offset 3 (x.yaml, line 1)");
    }

    @Test
    void aFileMustBeAtMostOneMebibyte() throws ScenarioProblems {
        String text = "base: {}\n#";

        assertThat(yaml.problems(text + "x".repeat((1 << 20) + 1 - text.length())))
                .containsExactly("`x.yaml` must be at most 1 MiB, got 1,048,577 B");
        assertThat(yaml.read(text + "x".repeat((1 << 20) - text.length())).base())
                .isEmpty();
    }

    @Test
    void aFileMustExistAndBeAFile() throws IOException {
        Path missing = folder.resolve("missing.yaml");
        assertThatThrownBy(() -> ScenarioReader.read(missing, List.of(), null))
                .hasMessage("`" + missing + "` does not exist");
        assertThatThrownBy(() -> ScenarioReader.read(folder, List.of(), null))
                .hasMessage("`" + folder + "` must be a scenario file, got a folder");
        assertThatThrownBy(() -> ScenarioReader.read(Path.of("/dev/null"), List.of("a=b"), null))
                .hasMessage("""
                        2 problems:
                          unknown setting `a`; `lab settings` lists all there are (--set a=b)
                          `/dev/null` must be a scenario file, got a device or pipe""");
    }

    @Test
    void longAndStrangeValuesAreQuotedOnOneShortLine() {
        assertThat(yaml.problems("base: {queue.storage: \"a\\nb\\u0007" + "x".repeat(100) + "\"}"))
                .containsExactly("`queue.storage` must be `durable` or `memory`, got `a b " + "x".repeat(56) + "…`"
                        + " (x.yaml, line 1)");
        assertThat(yaml.problems("base: {? " + "y".repeat(900) + " : 5}".getBytes(UTF_8).length))
                .hasSize(1);
    }
}
