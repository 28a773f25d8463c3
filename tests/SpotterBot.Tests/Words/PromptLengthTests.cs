using System.Runtime.CompilerServices;

namespace SpotterBot.Tests.Words;

/// <summary>
/// How long a person listens before they can answer, measured by a speech synthesiser and kept in a table beside this file.
/// After a change of words: <c>PROMPT_LENGTHS=write dotnet test tests/SpotterBot.Tests --filter PromptLengthTests</c>.
/// </summary>
public sealed class PromptLengthTests
{
    private const string Head = "prompt,seconds,most,words";

    /// <summary>Another version of the synthesiser may pause a little longer.</summary>
    private const double Tolerance = 0.3;

    [Fact]
    public void Every_prompt_takes_what_the_table_says_and_no_longer_than_it_may()
    {
        if (!Synthesiser.IsThere)
        {
            Assert.Skip("No espeak-ng here. On Debian: apt-get install espeak-ng");
        }

        var measured = Prompts.All.Select(p => (Prompt: p, Seconds: Synthesiser.Seconds(p.Words))).ToList();
        if (Environment.GetEnvironmentVariable("PROMPT_LENGTHS") == "write")
        {
            File.WriteAllLines(Table(), [Head, .. measured.Select(m => Row(m.Prompt, m.Seconds))]);
        }

        Assert.All(measured, m => Assert.True(m.Seconds <= m.Prompt.MostSeconds, $"{m.Prompt.Name} takes {m.Seconds} s of {m.Prompt.MostSeconds}: {m.Prompt.Words}"));
        var kept = File.ReadAllLines(Table())[1..].Select(l => l.Split(',', 3)).ToDictionary(f => f[0] + "," + f[2], f => double.Parse(f[1], System.Globalization.CultureInfo.InvariantCulture));
        Assert.All(measured, m =>
        {
            var key = Key(m.Prompt);
            Assert.True(kept.TryGetValue(key, out var seconds), $"Not in the table: {key}");
            Assert.InRange(m.Seconds, seconds - Tolerance, seconds + Tolerance);
        });
        Assert.Equal(measured.Count, kept.Count);
    }

    private static string Row(Prompt prompt, double seconds) => $"{Clean(prompt.Name)},{Synthesiser.Written(seconds)},{prompt.MostSeconds},\"{prompt.Words}\"";

    private static string Key(Prompt prompt) => $"{Clean(prompt.Name)},{prompt.MostSeconds},\"{prompt.Words}\"";

    private static string Clean(string name) => name.Replace(",", ":", StringComparison.Ordinal);

    private static string Table([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "prompt-lengths.csv");
}
