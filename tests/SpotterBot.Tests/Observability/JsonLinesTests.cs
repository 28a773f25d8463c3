using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SpotterBot.Observability;

namespace SpotterBot.Tests.Observability;

/// <summary>One line, one object, and in it nothing that is not ours.</summary>
public sealed class JsonLinesTests
{
    private readonly JsonLines _lines = new(TimeProvider.System);
    private readonly LoggerExternalScopeProvider _scopes = new();

    [Theory]
    [InlineData("two\nlines\r\n\"quoted\" {braces}")]
    [InlineData("half a pair: \ud83d")]
    [InlineData("é😀\u2028\0")]
    public void Whatever_is_said_it_is_one_object_on_one_line(string words)
    {
        var json = Line("SpotterBot.Any", LogLevel.Information, [new("Words", words)], words);
        Assert.Equal("Information", json.GetProperty("Level").GetString());
        Assert.NotEmpty(json.GetProperty("Message").GetString()!);
    }

    [Fact]
    public void Ids_of_the_innermost_subject_stand_beside_the_events_own_values()
    {
        using var outer = _scopes.Push(new Subject { SessionId = "s1", CallSid = "CA1" });
        using var other = _scopes.Push("POST /api/voice?From=somebody");
        using var inner = _scopes.Push(new Subject { SessionId = "s2", Attempt = "a7" });
        var json = Line("SpotterBot.Any", LogLevel.Information, [new("SessionId", "s2"), new("Count", 3), new("{OriginalFormat}", "...")]);
        Assert.Equal("s2", json.GetProperty("SessionId").GetString());
        Assert.Equal("a7", json.GetProperty("Attempt").GetString());
        Assert.Equal(3, json.GetProperty("Count").GetInt32());
        Assert.False(json.TryGetProperty("CallSid", out _));
        Assert.Single(json.EnumerateObject(), p => p.Name == "SessionId");
        Assert.DoesNotContain("somebody", json.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("OriginalFormat", json.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Values_of_others_events_are_left_out()
    {
        var json = Line("Microsoft.AspNetCore.Any", LogLevel.Warning, [new("Path", "/somebody")]);
        Assert.False(json.TryGetProperty("Path", out _));
    }

    [Fact]
    public void A_faults_words_are_told_where_they_can_hold_nothing_personal()
    {
        var fault = new InvalidOperationException("The store is closed.", new FormatException("'+19055550123' is no number"));
        var json = Line("SpotterBot.Any", LogLevel.Error, [], fault: fault);
        var told = json.GetProperty("Fault").GetString()!;
        Assert.Contains("The store is closed.", told, StringComparison.Ordinal);
        Assert.Contains("because of System.FormatException", told, StringComparison.Ordinal);
        Assert.DoesNotContain("5550123", json.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_host_cannot_take_an_error_for_a_warning()
    {
        var (json, line) = Written("SpotterBot.Any", LogLevel.Error, [], "I warned you: WARN");
        Assert.DoesNotContain("warn", line, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("I warned you: WARN", json.GetProperty("Message").GetString());
    }

    [Theory]
    [InlineData("CA0123456789abcdef0123456789abcdef", true)]
    [InlineData("0f8fad5b-d9cb-469f-a165-70867728950e", true)]
    [InlineData("+19055550123", false)]
    [InlineData("12 Main St", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Only_what_can_be_an_id_is_taken_for_one(string? text, bool isId) => Assert.Equal(isId ? text : null, Subject.Id(text));

    private JsonElement Line(string category, LogLevel level, List<KeyValuePair<string, object?>> state, string words = "Something", Exception? fault = null) =>
        Written(category, level, state, words, fault).Json;

    private (JsonElement Json, string Line) Written(
        string category, LogLevel level, List<KeyValuePair<string, object?>> state, string words = "Something", Exception? fault = null)
    {
        using var text = new StringWriter();
        _lines.Write(new LogEntry<List<KeyValuePair<string, object?>>>(level, category, new EventId(7, "Any"), state, fault, (_, _) => words), _scopes, text);
        var line = text.ToString();
        Assert.Equal(1, line.Count(c => c is '\n'));
        return (JsonDocument.Parse(line).RootElement, line.TrimEnd());
    }
}
