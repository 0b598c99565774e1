package queuelab.supervisor.report;

import java.util.List;

/**
 * Everything on the page, in words and figures as they stand there: the template chooses no wording and formats nothing. All text is as
 * people wrote it; the template escapes it. Only {@code assets} and {@code chartsJson} go in as they are.
 *
 * @param verdict word of the worst verdict, or {@code none} where there is no trial
 * @param verdictInWords {@code All 12 trials passed}
 * @param trouble what failed or cannot be trusted, first of all
 * @param findings the answer
 * @param notes what a reader must know of how the figures came about
 * @param repeatCommand how to run this again
 */
record ReportPage(
        String scenario,
        String started,
        String verdict,
        String verdictInWords,
        List<String> trouble,
        List<String> findings,
        List<BadTrial> badTrials,
        List<PointRow> points,
        List<String> notes,
        List<ComparisonRow> headlineComparisons,
        List<ComparisonRow> otherComparisons,
        List<TrialRow> trials,
        String scenarioYaml,
        List<Fact> environment,
        List<BrokerFacts> brokers,
        String repeatCommand,
        LadderSection ladder,
        ScalingSection scaling,
        StagesSection stages,
        HappenedSection happened,
        String chartsJson,
        Assets assets) {

    /** A trial that did not pass, with all its reasons. */
    record BadTrial(String id, String verdict, List<String> reasons) {}

    /** A median and its interval, which is empty where there is none. */
    record Cell(String median, String range) {}

    /** One point over its repeats. */
    record PointRow(
            String label, List<Cell> cells, String lost, String duplicated, String verdict, String verdictInWords) {}

    /** One comparison, b measured by a. */
    record ComparisonRow(String point, String metric, String a, String b, String ratio, String verdict) {}

    /** One trial, and what stands behind it. */
    record TrialRow(
            String id,
            String label,
            int repeat,
            String verdict,
            List<String> figures,
            List<ProcessRow> processes,
            List<CheckRow> checks,
            List<String> offences,
            List<String> remarks,
            List<Fact> delivery) {}

    /** One child process. */
    record ProcessRow(
            String name,
            long pid,
            long parentPid,
            String cpu,
            String measuredCpu,
            String memory,
            String share,
            String exit) {}

    /** One trust check. */
    record CheckRow(String name, boolean passed, String reason) {}

    /** The effective configuration of the brokers of some trials, told once where it is the same. */
    record BrokerFacts(String title, List<Fact> facts) {}

    /** Style sheets and scripts from the class path. */
    record Assets(String pico, String css, String echarts, String script) {}
}
