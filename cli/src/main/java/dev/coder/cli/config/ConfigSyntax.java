package dev.coder.cli.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// Reads JSON with comments (`//`, `/* */`) and commas at the end of lists. Loaded only when there is a file.
final class ConfigSyntax {

    private static final int DEEPEST = 20;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final ConfigFile file;
    private final JsonParser parser;
    private final List<ConfigText.Place> places = new ArrayList<>();

    private ConfigSyntax(ConfigFile file, JsonParser parser) {
        this.file = file;
        this.parser = parser;
    }

    /// @return empty fields for an empty file
    static ConfigNode read(ConfigFile file, byte[] content) {
        return parsed(file, ConfigText.decoded(file, content)).node();
    }

    /// What a text says, and where in it the fields of its object stand.
    record Parsed(ConfigNode node, List<ConfigText.Place> places) {}

    static Parsed parsed(ConfigFile file, String text) {
        try (var parser = JSON.createParser(text)) {
            if (parser.nextToken() == null) {
                return new Parsed(new ConfigNode.Fields(List.of(), 1), List.of());
            }
            var syntax = new ConfigSyntax(file, parser);
            var node = syntax.node();
            if (parser.nextToken() != null) {
                throw file.mistake(
                        line(parser), "there is something after the end of the object; remove it, or a } before it");
            }
            return new Parsed(node, syntax.places);
        } catch (JsonProcessingException e) {
            throw file.mistake(line(e), SyntaxMistake.sentence(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ConfigNode node() throws IOException {
        var line = line(parser);
        if (parser.getParsingContext().getNestingDepth() > DEEPEST) {
            throw file.mistake(line, "it is nested too deep; settings are lists of texts and of rules");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> fields(line);
            case START_ARRAY -> items(line);
            case VALUE_STRING -> new ConfigNode.Text(parser.getText(), line);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new ConfigNode.Numeral(parser.getText(), line);
            case VALUE_TRUE -> new ConfigNode.Flag(true, line);
            case VALUE_FALSE -> new ConfigNode.Flag(false, line);
            case VALUE_NULL -> new ConfigNode.Nothing(line);
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("no value starts with " + parser.currentToken());
        };
    }

    private ConfigNode fields(int line) throws IOException {
        var fields = new ArrayList<ConfigNode.Field>();
        var outermost = parser.getParsingContext().getNestingDepth() == 1;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            var at = parser.currentTokenLocation();
            parser.nextToken();
            fields.add(new ConfigNode.Field(name, node(), at.getLineNr()));
            if (outermost) {
                places.add(place(name, (int) at.getCharOffset()));
            }
        }
        return new ConfigNode.Fields(fields, line);
    }

    private ConfigText.Place place(String name, int start) throws IOException {
        parser.finishToken();
        return new ConfigText.Place(name, start, (int) parser.currentLocation().getCharOffset());
    }

    private ConfigNode items(int line) throws IOException {
        var items = new ArrayList<ConfigNode>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node());
        }
        return new ConfigNode.Items(items, line);
    }

    private static int line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }

    private static int line(JsonProcessingException e) {
        return e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
    }
}
