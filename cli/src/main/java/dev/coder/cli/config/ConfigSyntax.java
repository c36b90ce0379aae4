package dev.coder.cli.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
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

    private ConfigSyntax(ConfigFile file, JsonParser parser) {
        this.file = file;
        this.parser = parser;
    }

    /// @return empty fields for an empty file
    static ConfigNode read(ConfigFile file, byte[] content) {
        try (var parser = JSON.createParser(content)) {
            if (parser.nextToken() == null) {
                return new ConfigNode.Fields(List.of(), 1);
            }
            var node = new ConfigSyntax(file, parser).node();
            if (parser.nextToken() != null) {
                throw file.mistake(line(parser), "there is something after the end; one object is expected");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw file.mistake(line(e), sentence(e));
        } catch (IOException e) {
            throw file.mistake(1, "it is no text in UTF-8");
        }
    }

    private ConfigNode node() throws IOException {
        var line = line(parser);
        if (parser.getParsingContext().getNestingDepth() > DEEPEST) {
            throw file.mistake(line, "it is nested too deep");
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
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            var at = line(parser);
            parser.nextToken();
            fields.add(new ConfigNode.Field(name, node(), at));
        }
        return new ConfigNode.Fields(fields, line);
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

    private static String sentence(JsonProcessingException e) {
        var first = e.getOriginalMessage().lines().findFirst().orElse("no JSON");
        return "this is not the JSON that is expected: " + first;
    }
}
