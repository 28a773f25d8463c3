using System.Globalization;
using System.Runtime.CompilerServices;
using PhoneCompany;
using Scenarios.Support.Published;

namespace Scenarios.Support;

/// <summary>
/// A whole conversation as it reads: who heard, keyed, said and was texted what, second by second. It stands in <c>tests/Transcripts</c>, and is held against
/// what happens. After a change of words: <c>TRANSCRIPTS=write dotnet test tests/Scenarios --filter TranscriptTests</c>.
/// </summary>
internal static class Conversation
{
    /// <summary>Minutes and seconds, in characters.</summary>
    private const int TimeWidth = 8;

    /// <summary>The same, and who.</summary>
    private const int MomentWidth = 20;

    /// <summary>Compares what happened with the file, or writes it.</summary>
    /// <param name="title">Becomes the file's name.</param>
    public static void Stands(Scenario s, string title, string about)
    {
        var text = Written(s, title, about);
        var file = Path.Combine(Folder(), title.Replace(' ', '-').ToLowerInvariant() + ".txt");
        if (Environment.GetEnvironmentVariable("TRANSCRIPTS") == "write")
        {
            File.WriteAllText(file, text);
        }

        Assert.True(File.Exists(file), $"There is no transcript {file}.");
        if (PublishedProgram.IsAsked)
        {
            // Whose order goes out first in a moment is open to a process of its own, and so is which of two texts arrives first; what a line hears is not.
            Assert.Equal(ByPhone(File.ReadAllText(file)), ByPhone(text));
            return;
        }

        Assert.Equal(File.ReadAllText(file), text);
    }

    /// <summary>One phone after the other, without the times: its calls as they went, then its texts.</summary>
    private static string ByPhone(string text)
    {
        var who = "";
        List<(string Who, string Line)> lines = [];
        foreach (var line in text.Split('\n').Skip(3).Where(l => l.Length > MomentWidth))
        {
            who = string.IsNullOrWhiteSpace(line[..MomentWidth]) ? who : line[TimeWidth..MomentWidth].Trim();
            lines.Add((who, line[MomentWidth..]));
        }

        return string.Join(
            '\n',
            lines.OrderBy(l => l.Who, StringComparer.Ordinal).ThenBy(l => IsText(l.Line) ? l.Line : "", StringComparer.Ordinal).Select(l => l.Who + l.Line));

        static bool IsText(string line) => line.StartsWith(" is sent", StringComparison.Ordinal);
    }

    private static string Written(Scenario s, string title, string about)
    {
        var zero = s.Network.Log[0].Utc;
        List<string> lines = [title, about, ""];
        var before = "";
        foreach (var entry in s.Network.Log)
        {
            if (Told(entry) is not { } told || s.Everybody.FirstOrDefault(a => a.Number == entry.Phone) is not { } who)
            {
                continue;
            }

            var at = (entry.Utc - zero).TotalSeconds;
            var moment = string.Create(CultureInfo.InvariantCulture, $"{(int)at / 60,3}:{(int)at % 60:00}  {who.Name,-12}").PadRight(MomentWidth);
            lines.Add($"{(moment == before ? new string(' ', moment.Length) : moment)} {told}");
            before = moment;
        }

        return string.Join('\n', lines) + "\n";
    }

    private static string? Told(ActivityEntry entry) => entry.Kind switch
    {
        "heard" => entry.Text.StartsWith("Speech: ", StringComparison.Ordinal) ? $"hears    {entry.Text["Speech: ".Length..]}" : null,
        "said" => $"says     {entry.Text}",
        "pressed" => $"keys     {entry.Text}",
        "text-in" => $"is sent  {entry.Text}",
        "text-out" => $"texts    {entry.Text}",
        "call" when entry.Text.Contains(": ringing", StringComparison.Ordinal) => "(their phone rings)",
        "call" when entry.Text.Contains(": in-progress", StringComparison.Ordinal) => "(the line is open)",
        "call" when entry.Text.Contains(": completed", StringComparison.Ordinal) => "(the line is down)",
        "call" when entry.Text.Contains(": no-answer", StringComparison.Ordinal) => "(nobody picked up)",
        "call" when entry.Text.Contains(": canceled", StringComparison.Ordinal) => "(their phone stops ringing)",
        _ => null,
    };

    private static string Folder([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "Transcripts"));
}
