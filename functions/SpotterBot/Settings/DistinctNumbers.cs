using System.Collections.Immutable;

namespace SpotterBot.Settings;

/// <summary>A list of numbers none of which may stand there twice.</summary>
internal sealed class DistinctNumbers(SettingsReader reader)
{
    private readonly List<(string Key, string Number)> seen = [];

    public ImmutableArray<string> All => [.. seen.Select(s => s.Number)];

    public string? Add(string key)
    {
        if (reader.Phone(key) is not { } number)
        {
            return null;
        }

        if (seen.Find(s => s.Number == number) is { Key: { } earlier })
        {
            reader.Faults.Add(key, $"is the same number as {FaultList.Written(earlier)}", "Write each number once");
            return null;
        }

        seen.Add((key, number));
        return number;
    }
}
