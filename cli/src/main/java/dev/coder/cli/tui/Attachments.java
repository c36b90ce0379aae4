package dev.coder.cli.tui;

import dev.coder.protocol.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What stands behind the marks in the input: long pastes and images, numbered over the whole run. Used with the
/// board's lock held; [#content] may be called from any thread.
final class Attachments {

    /// From this size on a paste is folded.
    private static final int LINES = 10;
    private static final int LENGTH = 1000;
    private static final Pattern MARK = Pattern.compile("\\[(pasted|image) #(\\d{1,6})[^]\n]*]");

    private final List<String> pastes = new ArrayList<>();
    private final List<Future<Content.Image>> images = new ArrayList<>();

    /// @return what goes into the input: the text itself, or a mark that stands for it
    synchronized String pasted(String text) {
        var lines = text.lines().count();
        if (lines < LINES && text.length() < LENGTH) {
            return text;
        }
        pastes.add(text);
        return "[pasted #" + pastes.size() + ": " + lines + (lines == 1 ? " line]" : " lines]");
    }

    /// @param image may still be on its way
    synchronized String image(Future<Content.Image> image) {
        images.add(image);
        return "[image #" + images.size() + "]";
    }

    /// The text with every folded paste in full.
    synchronized String unfolded(String text) {
        return MARK.matcher(text).replaceAll(mark -> Matcher.quoteReplacement(unfolded(mark)));
    }

    private String unfolded(MatchResult mark) {
        var number = Integer.parseInt(mark.group(2));
        return mark.group(1).equals("pasted") && number >= 1 && number <= pastes.size()
                ? pastes.get(number - 1)
                : mark.group();
    }

    boolean hasImage(String text) {
        return !numbers(text).isEmpty();
    }

    /// What is sent: the text with its marks, then the images that it names.
    ///
    /// @throws UnusableImageException when one of them cannot be sent
    List<Content> content(String text) throws InterruptedException, UnusableImageException {
        var content = new ArrayList<Content>();
        content.add(new Content.Text(unfolded(text)));
        for (var number : numbers(text)) {
            content.add(awaited(number));
        }
        return content;
    }

    private synchronized List<Integer> numbers(String text) {
        return MARK.matcher(text)
                .results()
                .filter(mark -> mark.group(1).equals("image"))
                .map(mark -> Integer.parseInt(mark.group(2)))
                .filter(number -> number >= 1 && number <= images.size())
                .distinct()
                .toList();
    }

    private Content.Image awaited(int number) throws InterruptedException, UnusableImageException {
        Future<Content.Image> image;
        synchronized (this) {
            image = images.get(number - 1);
        }
        try {
            return image.get();
        } catch (java.util.concurrent.ExecutionException | CompletionException e) {
            throw new UnusableImageException("[image #" + number + "] cannot be sent: "
                    + (e.getCause() instanceof UnusableImageException unusable ? unusable.getMessage() : e.getCause()));
        }
    }
}
