package dev.coder.cli.secrets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A text as a tool frames it, such as with line numbers, names of files or marks of a diff before its lines, and its
/// content without them. Secrets are looked for in the content, and a value is what stands there.
final class FramedText {

    /// What may stand before a line. Group `n` is its number, `same` is what is the same for its neighbour.
    private static final List<Pattern> FRAMES = Stream.of(
                    // read_file, cat -n, nl
                    "[ \\t]{0,8}(?<n>\\d{1,9})\\t(?<same>)",
                    // grep -n of one file, and grep_search
                    "(?<n>\\d{1,9})[:-](?<same>) ?",
                    // bat and others
                    "[ \\t]{0,8}(?<n>\\d{1,9}) ?(?<same>[|\u2502]) ?",
                    // grep -n of several files
                    "(?<same>[^\\s:][^:\\n]{0,200}?)[:-](?<n>\\d{1,9})[:-]",
                    // git blame
                    "\\^?[0-9a-f]{7,40} (?<same>)[^\\n]{1,160}? (?<n>\\d{1,9})\\) ",
                    // grep of several files
                    "(?<same>(?=[^\\s:]{0,200}[./])[^\\s:]{1,400}+:)(?<n>)",
                    // docker compose logs
                    "(?<same>[\\w.-]{1,60}[ \\t]{0,40}\\|) ?(?<n>)",
                    // diff, quoted mail
                    "(?<same>[<>] )(?<n>)")
            .map(Pattern::compile)
            .toList();

    private static final Pattern HUNK =
            Pattern.compile("@@ -\\d{1,9}(?:,(\\d{1,9}))? \\+\\d{1,9}(?:,(\\d{1,9}))? @@[^\\n]*");
    /// A line within a value that begins with the number that a tool has put before it.
    private static final Pattern NUMBER_WITHIN = Pattern.compile("\\n[ \\t]{0,8}\\d{1,9}\\t");
    private static final int LONGEST_FRAME = 460;

    private final String text;
    private final String content;
    /// Where each character of the content stands in the text; null when nothing frames it.
    private final int @Nullable [] origins;

    private FramedText(String text, String content, int @Nullable [] origins) {
        this.text = text;
        this.content = content;
        this.origins = origins;
    }

    /// Numbers first, then the marks of a diff: a diff may have been read with line numbers.
    static FramedText of(String text) {
        if (text.indexOf('\n') < 0) {
            return new FramedText(text, text, null);
        }
        var bare = without(text, frames(text));
        var marks = marks(bare.content);
        return marks.isEmpty() ? bare : bare.then(without(bare.content, marks));
    }

    private FramedText then(FramedText inner) {
        var outer = origins;
        var within = inner.origins;
        if (outer == null || within == null) {
            return new FramedText(text, inner.content, within == null ? outer : within);
        }
        var joined = new int[within.length];
        for (var i = 0; i < within.length; i++) {
            joined[i] = outer[within[i]];
        }
        return new FramedText(text, inner.content, joined);
    }

    /// Whether a value holds a line number of the answer that it was read in: it is no text of any file.
    static boolean isTorn(String value) {
        return NUMBER_WITHIN.matcher(value).find();
    }

    boolean isFramed() {
        return origins != null;
    }

    String content() {
        return content;
    }

    /// The same finding in the text. What frames the lines in it is in it, too.
    Finding original(Finding finding) {
        return origins == null ? finding : finding.at(origins[finding.start()], origins[finding.end() - 1] + 1);
    }

    /// The content between two places of the text.
    String content(int start, int end) {
        if (origins == null) {
            return text.substring(start, end);
        }
        var value = new StringBuilder();
        for (var i = index(start); i < origins.length && origins[i] < end; i++) {
            value.append(content.charAt(i));
        }
        return value.toString();
    }

    private int index(int start) {
        var found = origins == null ? start : Arrays.binarySearch(origins, start);
        return found < 0 ? -found - 1 : found;
    }

    /// What was found in the text with its frames, line by line and without them: that it goes on in the next line may
    /// be the work of the frame.
    List<Finding> pieces(Finding finding) {
        if (origins == null || !(reaches(finding) || holdsLineEnd(finding))) {
            return List.of(finding);
        }
        var pieces = new ArrayList<Finding>();
        var i = index(finding.start());
        while (i < origins.length && origins[i] < finding.end()) {
            var from = i;
            while (i < origins.length && origins[i] < finding.end() && content.charAt(i) != '\n') {
                i++;
            }
            if (content.substring(from, i).strip().length() >= KnownSecrets.SHORTEST) {
                pieces.add(finding.at(origins[from], origins[i - 1] + 1));
            }
            i++;
        }
        return pieces;
    }

    private boolean holdsLineEnd(Finding finding) {
        var end = text.indexOf('\n', finding.start());
        return end >= 0 && end < finding.end();
    }

    /// Whether a part of the finding, but not all of it, stands in a frame.
    private boolean reaches(Finding finding) {
        var length = content(finding.start(), finding.end()).length();
        return length > 0 && length < finding.end() - finding.start();
    }

    private static FramedText without(String text, List<int[]> frames) {
        if (frames.isEmpty()) {
            return new FramedText(text, text, null);
        }
        var content = new StringBuilder(text.length());
        var origins = new int[text.length()];
        var done = 0;
        for (var frame : frames) {
            copy(text, done, frame[0], content, origins);
            done = frame[1];
        }
        copy(text, done, text.length(), content, origins);
        return new FramedText(text, content.toString(), Arrays.copyOf(origins, content.length()));
    }

    private static void copy(String text, int from, int to, StringBuilder content, int[] origins) {
        for (var i = from; i < to; i++) {
            origins[content.length()] = i;
            content.append(text.charAt(i));
        }
    }

    /// @param pattern its place in [#FRAMES]
    private record Frame(int pattern, int start, int end, String same, int number) {

        /// Whether both are of one frame: one alone may be anything.
        boolean goesOn(Frame next) {
            return pattern == next.pattern && same.equals(next.same) && (number < 0 || number < next.number);
        }
    }

    private static List<int[]> frames(String text) {
        var frames = new ArrayList<int[]>();
        List<Frame> before = List.of();
        var counted = -1;
        for (var start = 0; start < text.length(); ) {
            var here = candidates(text, start);
            for (var last : before) {
                for (var next : here) {
                    if (last.goesOn(next) && counted < start) {
                        if (frames.isEmpty() || frames.getLast()[0] < last.start) {
                            frames.add(new int[] {last.start, last.end});
                        }
                        frames.add(new int[] {next.start, next.end});
                        counted = start;
                    }
                }
            }
            before = here;
            var end = text.indexOf('\n', start);
            start = end < 0 ? text.length() : end + 1;
        }
        return frames;
    }

    private static List<Frame> candidates(String text, int start) {
        var candidates = new ArrayList<Frame>();
        for (var i = 0; i < FRAMES.size(); i++) {
            var matcher = FRAMES.get(i).matcher(text).region(start, Math.min(text.length(), start + LONGEST_FRAME));
            if (matcher.lookingAt()) {
                candidates.add(new Frame(i, start, matcher.end(), matcher.group("same"), number(matcher)));
            }
        }
        return candidates;
    }

    private static int number(Matcher matcher) {
        var number = matcher.group("n");
        return number.isEmpty() ? -1 : Integer.parseInt(number);
    }

    /// The signs before the lines of each hunk.
    private static List<int[]> marks(String text) {
        var marks = new ArrayList<int[]>();
        var old = 0;
        var fresh = 0;
        for (var start = 0; start < text.length(); ) {
            var end = text.indexOf('\n', start);
            var sign = text.charAt(start);
            var hunk = HUNK.matcher(text).region(start, end < 0 ? text.length() : end);
            if (old <= 0 && fresh <= 0 && sign == '@' && hunk.matches()) {
                old = count(hunk.group(1));
                fresh = count(hunk.group(2));
            } else if ((old > 0 || fresh > 0) && " +-".indexOf(sign) >= 0) {
                marks.add(new int[] {start, start + 1});
                old -= sign == '+' ? 0 : 1;
                fresh -= sign == '-' ? 0 : 1;
            }
            start = end < 0 ? text.length() : end + 1;
        }
        return marks;
    }

    private static int count(@Nullable String lines) {
        return lines == null ? 1 : Integer.parseInt(lines);
    }
}
