using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using SpotterBot.Decisions.Places;
using SpotterBot.Decisions.Speech;
using SpotterBot.Places;
using SpotterBot.Settings;

namespace SpotterBot.Tests.Places;

/// <summary>
/// What is understood of places as people give them, which area that is, and the brief that would be spoken: <c>tests/Places/addresses.csv</c>. The first
/// five columns are written by hand; the rest after a change: <c>ADDRESSES=write dotnet test tests/SpotterBot.Tests --filter AddressesTests</c>.
/// </summary>
public sealed class AddressesTests
{
    private const string Head = "how,input,kind,town,area,understood,spelled,brief";

    private static readonly ImmutableArray<Area> Areas = ReadAreas();

    [Fact]
    public void There_are_at_least_three_hundred_of_every_kind()
    {
        var rows = Rows().Where(r => r.Fields.Length > 0).ToList();
        Assert.InRange(rows.Count, 300, 2000);
        Assert.Equal(rows.Count, rows.Select(r => (r.Fields[0], r.Fields[1])).Distinct().Count());
        Assert.All(Enum.GetNames<AddressKind>(), kind => Assert.Contains(rows, r => r.Fields[2] == kind));
        Assert.All(Areas, area => Assert.Contains(rows, r => r.Fields[4] == area.Name));
    }

    [Fact]
    public void Each_is_understood_and_dispatched_as_the_table_says()
    {
        var rows = Rows().ToList();
        var wrong = new List<string>();
        var written = new List<string> { Head };
        foreach (var row in rows)
        {
            if (row.Fields.Length == 0)
            {
                written.Add(row.Text);
                continue;
            }

            var actual = Actual(row.Fields[0], row.Fields[1]);
            if (!row.Fields.Take(5).SequenceEqual(actual.Take(5)))
            {
                wrong.Add($"{string.Join(" | ", row.Fields[1..5])}  but: {string.Join(" | ", actual[2..7])}");
            }
            else if (!IsWriting && !row.Fields.SequenceEqual(actual))
            {
                wrong.Add($"{string.Join(" | ", row.Fields[5..])}  but: {string.Join(" | ", actual[5..])}");
            }

            written.Add(string.Join(',', row.Fields.Take(5).Concat(actual.Skip(5)).Select(Quoted)));
        }

        if (IsWriting)
        {
            File.WriteAllLines(Table("addresses.csv"), written);
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {rows.Count}:\n{string.Join('\n', wrong)}");
    }

    [Fact]
    public void Whoever_keeps_silent_hears_how_to_get_in_and_the_point_on_the_map()
    {
        var heard = 0;
        foreach (var row in Rows().Where(r => r.Fields.Length > 0))
        {
            if (Taken(row.Fields[0], row.Fields[1]) is not { } place || new Dispatched(place, Areas) is not { Whole: { IsEmpty: false } whole })
            {
                continue;
            }

            heard++;
            LineKey[] must =
            [
                .. place.Access.Length > 0 ? [LineKey.EmsAccess] : Array.Empty<LineKey>(),
                .. place.Address.Point is not null ? [LineKey.EmsPoint] : Array.Empty<LineKey>(),
                .. place.Address is { Point: null, PlusCode: not null } ? [LineKey.EmsPlusCode] : Array.Empty<LineKey>(),
            ];
            Assert.All(must, key => Assert.True(whole.Any(l => l.Key == key), $"{row.Fields[1]} without {key}: {string.Join(' ', whole.Select(l => l.Key))}"));
            Assert.All(whole.Where(l => l.Key is LineKey.EmsSpelled or LineKey.EmsAddress or LineKey.EmsAccess), l => Assert.True(l.Args[0].Length > 0, $"{row.Fields[1]}: {l.Key} says nothing"));
        }

        Assert.InRange(heard, 200, 2000);
    }

    [Fact]
    public void No_word_of_a_place_is_lost()
    {
        foreach (var row in Rows().Where(r => r.Fields is ["text", ..] && !r.Fields[1].Contains("://", StringComparison.Ordinal)))
        {
            var address = Place.From(Input(row.Fields[1])) is { } place ? place.Address : null;
            if (address is null or { Point: not null } or { PlusCode: not null })
            {
                continue;
            }

            var kept = Letters(string.Concat(address.Parts.Select(p => p.Words)));
            var given = Letters(row.Fields[1].Replace(@"\n", "", StringComparison.Ordinal));
            Assert.True(kept.SequenceEqual(given), $"{row.Fields[1]}: {string.Concat(kept)} for {string.Concat(given)}");
        }

        static List<char> Letters(string words) => [.. words.Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant).Order()];
    }

    private static bool IsWriting => Environment.GetEnvironmentVariable("ADDRESSES") == "write";

    private static Place? Taken(string how, string input) => how == "speech" ? SpokenPlace.Read(Input(input), Areas).Place : Place.From(Input(input));

    private static string[] Actual(string how, string input)
    {
        var place = Taken(how, input);
        var address = place?.Address ?? new Address();
        var area = AreaAnswer.For(place, Areas);
        var town = area.City ?? address.Town ?? "";
        var known = area.Certainty switch { AreaCertainty.Known => area.Area!.Name, AreaCertainty.Unconfirmed => "doubt", _ => "" };
        var brief = place is null ? "" : new Dispatched(place, Areas).Brief;
        var understood = string.Join("; ", address.Parts.Select(p => $"{p.Role}: {p.Spoken}")
            .Concat(address.Region is { } region ? [$"in {region}"] : [])
            .Concat(address.Point is { } point ? [FormattableString.Invariant($"at {point.Latitude:0.0000} {point.Longitude:0.0000}")] : []));
        return [how, input, address.Kind.ToString(), town, known, understood, address.Spelled, brief];
    }

    /// <summary>A line's end within a text is written as \n.</summary>
    private static string Input(string field) => field.Replace(@"\n", "\n", StringComparison.Ordinal);

    /// <summary>Rows with their fields; a heading between them has none.</summary>
    private static IEnumerable<(string Text, string[] Fields)> Rows()
    {
        foreach (var line in File.ReadAllLines(Table("addresses.csv"))[1..].Where(l => l.Length > 0))
        {
            string[] fields = line[0] == '#' ? [] : CsvRows.Read(line, (_, reason, _) => Assert.Fail($"{line}: {reason}")).Single().Fields;
            yield return (line, fields);
        }
    }

    private static string Quoted(string field) => CsvRows.Quoted(field);

    private static ImmutableArray<Area> ReadAreas()
    {
        var (areas, faults) = AreasCsv.Read(File.ReadAllText(Table("areas.csv")), [], new DateOnly(2026, 1, 12));
        Assert.Empty(faults);
        return areas;
    }

    internal static string Table(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "Places", name);
}
