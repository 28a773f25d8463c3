using System.Collections.Immutable;
using SpotterBot.Decisions;
using SpotterBot.Decisions.Places;
using SpotterBot.Places;
using SpotterBot.Preflight;
using SpotterBot.Sessions;
using SpotterBot.Settings;
using SpotterBot.Storage;
using SpotterBot.Tests.Settings;
using Simulation;

namespace SpotterBot.Tests.Places;

/// <summary>A file of areas is taken whole or not at all, and every faulty line is named with its reason.</summary>
public sealed class AreasCsvTests
{
    private const string Head = "name,match,dispatch,dispatch_backup,dispatch_digits,language,automated_calls,verified_on,verified_by";

    private static readonly DateOnly Today = new(2026, 1, 12);
    private static readonly ImmutableHashSet<string> Own = ["+12895550100"];

    /// <summary>What can be wrong with a row, written around its number, and what is said of it.</summary>
    private static readonly (Func<int, string> Row, string Says)[] Malformed =
    [
        (i => $",Town{i},{Line(i)},,,en,agreed,2026-01-01,R. Okafor", "name: is missing"),
        (i => $"Area{i},,{Line(i)},,,en,agreed,2026-01-01,R. Okafor", "match: is missing"),
        (i => $"Area{i},Town{i},,,,en,agreed,2026-01-01,R. Okafor", "dispatch: is missing"),
        (i => $"Area{i},Town{i},911,,,en,agreed,2026-01-01,R. Okafor", "dispatch: is an emergency number"),
        (i => $"Area{i},Town{i},905 555 0{i:000},,,en,agreed,2026-01-01,R. Okafor", "dispatch: is not a phone number"),
        (i => $"Area{i},Town{i},+12895550100,,,en,agreed,2026-01-01,R. Okafor", "dispatch: is one of the service's own numbers"),
        (i => $"Area{i},Town{i},{Line(i)},{Line(i)},,en,agreed,2026-01-01,R. Okafor", "dispatch_backup: is the same number"),
        (i => $"Area{i},Town{i},{Line(i)},999,,en,agreed,2026-01-01,R. Okafor", "dispatch_backup: is an emergency number"),
        (i => $"Area{i},Town{i},{Line(i)},,press 2,en,agreed,2026-01-01,R. Okafor", "dispatch_digits: is not what a keypad can send"),
        (i => $"Area{i},Town{i},{Line(i)},,,english please,agreed,2026-01-01,R. Okafor", "language: is not a language code"),
        (i => $"Area{i},Town{i},{Line(i)},,,en,maybe,2026-01-01,R. Okafor", "automated_calls: is neither agreed nor person"),
        (i => $"Area{i},Town{i},{Line(i)},,,en,agreed,01/02/2026,R. Okafor", "verified_on: is not a date"),
        (i => $"Area{i},Town{i},{Line(i)},,,en,agreed,2027-01-01,R. Okafor", "verified_on: is a day to come"),
        (i => $"Area{i},Town{i},{Line(i)},,,en,agreed,,R. Okafor", "verified_on: is missing"),
        (i => $"Area{i},Town{i},{Line(i)},,,en,agreed,2026-01-01,", "verified_by: is missing"),
        (i => $"Area{i},\"Town{i}, Ontario\",{Line(i)},,,en,agreed,2026-01-01,R. Okafor", "match: has a comma"),
        (i => $"Area{i},Town{i}*,{Line(i)},,,en,agreed,2026-01-01,R. Okafor", "match: has a * inside"),
        (i => $"Area{i},;-;,{Line(i)},,,en,agreed,2026-01-01,R. Okafor", "match: has an entry without"),
        (i => $"Area{i},Town{i},{Line(i)},,,en,agreed,2026-01-01", "has 8 fields instead of 9"),
        (i => $"Area{i},Town{i},{Line(i)},,,en,agreed,2026-01-01,R. Okafor,more", "has 10 fields instead of 9"),
        (i => $"Area{i},\"Town{i},{Line(i)},,,en,agreed,2026-01-01,R. Okafor", "has a quotation mark"),
        (i => $"Ar\"ea{i},Town{i},{Line(i)},,,en,agreed,2026-01-01,R. Okafor", "has a quotation mark"),
        (i => ",,,,,,,,", "has nothing in it"),
        (i => $"Good 0,Town{i},{Line(i)},,,en,agreed,2026-01-01,R. Okafor", "name: is the same name as the name of line 2"),
        (i => $"Area{i},K{i % 10}Z,{Line(i)},,,en,agreed,2026-01-01,R. Okafor", "match: has a postal prefix that the match of line 3 has, too"),
        (i => $"{new string('x', 90)}{i},Town{i},{Line(i)},,,en,agreed,2026-01-01,R. Okafor", "name: is longer than 80 characters"),
    ];

    [Fact]
    public async Task Two_hundred_malformed_rows_are_each_refused_with_line_and_reason_and_none_is_half_imported()
    {
        var (book, service) = Book(new MemoryRowStore());
        await book.ReplaceAsync(AreasCsv.Read($"{Head}\nBefore,Before,+19055559999,,,en,agreed,2026-01-01,R. Okafor", Own, Today).Areas);

        List<string> lines = [Head, "Good 0,Good Town,+19055558000,,,en,agreed,2026-01-01,R. Okafor", $"Good 1,{string.Join(';', Enumerable.Range(0, 10).Select(i => $"K{i}Z"))},+19055558001,,,fr,person,2026-01-01,R. Okafor"];
        var expected = new Dictionary<int, string>();
        for (var i = 0; i < 200; i++)
        {
            var (row, says) = Malformed[i % Malformed.Length];
            lines.Add(row(i));
            expected[lines.Count] = says;
        }

        var (areas, faults) = AreasCsv.Read(string.Join('\n', lines), Own, Today);
        Assert.Empty(areas);
        Assert.Equal(200, expected.Count);
        Assert.Equal(expected.Keys.Order(), faults.Select(f => f.Line).Distinct().Order());
        Assert.All(expected, row => Assert.Contains(faults, f => f.Line == row.Key && f.ToString().Contains(row.Value, StringComparison.Ordinal)));
        Assert.All(faults, f => Assert.False(f.ToString().Contains("+1905", StringComparison.Ordinal), f.ToString()));

        // By the command: nothing of the file is there, and what was there is.
        var file = Path.GetTempFileName();
        var output = new StringWriter();
        await File.WriteAllLinesAsync(file, lines);
        var code = await new AreasCommand(book, Settings, TimeProvider.System).RunAsync(OperatorArguments.Read(["--import-areas", file])!, output);
        File.Delete(file);
        Assert.Equal(1, code);
        Assert.Contains("Nothing was imported", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(["Before"], (await book.ReadAsync()).Select(a => a.Name));
        Assert.Equal(["Before"], service.Base.Areas.Select(a => a.Name));
    }

    [Fact]
    public void Every_malformed_row_alone_is_refused_and_the_rows_beside_it_are_not_taken()
    {
        Assert.All(Malformed, m =>
        {
            var text = string.Join('\n', Head, "Good 0,Good Town,+19055558000,,,en,agreed,2026-01-01,R. Okafor", "Good 1,K7Z,+19055558001,,,fr,person,2026-01-01,R. Okafor", m.Row(7));
            var (areas, faults) = AreasCsv.Read(text, Own, Today);
            Assert.Empty(areas);
            Assert.All(faults, f => Assert.Equal(4, f.Line));
        });
    }

    [Fact]
    public async Task What_was_exported_is_imported_as_it_was_by_every_process_on_the_store()
    {
        var (areas, faults) = AreasCsv.Read(File.ReadAllText(AddressesTests.Table("areas.csv")), Own, Today);
        Assert.Empty(faults);
        var again = AreasCsv.Read(AreasCsv.Write(areas), Own, Today);
        Assert.Empty(again.Faults);
        Assert.Equal(areas.Select(Told), again.Areas.Select(Told));

        var store = new MemoryRowStore();
        var (one, _) = Book(store);
        var (other, service) = Book(store);
        Assert.Equal(Settings.Areas.Select(Told), (await other.ReadAsync()).Select(Told));
        await one.ReplaceAsync([.. areas, .. Many(50)]);
        await one.ReplaceAsync(areas);
        await other.RefreshAsync();
        Assert.Equal(areas.Select(Told), service.Base.Areas.Select(Told));
        Assert.Contains(areas[0].Lines[0], service.Base.ReservedNumbers);
    }

    [Fact]
    public void A_file_without_its_columns_is_refused_by_its_first_line()
    {
        Assert.Equal(1, AreasCsv.Read("", Own, Today).Faults.Single().Line);
        Assert.Contains(AreasCsv.Read("name,match,dispatch,verified_on", Own, Today).Faults, f => f is { Line: 1, Column: "verified_by" });
        Assert.Contains("a column that there is not", AreasCsv.Read(Head + ",colour", Own, Today).Faults.Single().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_may_stand_in_any_order_and_lines_end_either_way()
    {
        var (areas, faults) = AreasCsv.Read("\uFEFFverified_by,verified_on,dispatch,match,name\r\nR. Okafor,2026-01-01,+19055550911,\"Hamilton;L8P\",Hamilton\r\n", Own, Today);
        Assert.Empty(faults);
        Assert.Equal(["Hamilton", "L8P"], areas.Single().Match);
        Assert.Equal(("R. Okafor", false, "en"), (areas[0].VerifiedBy, areas[0].PersonPlaces, areas[0].Language));
    }

    private static SpotterSettings Settings => Configured.With().Settings!;

    private static IEnumerable<Area> Many(int count) =>
        Enumerable.Range(0, count).Select(i => new Area($"Many {i}", [$"Many Town {i}"], [Line(i)], VerifiedOn: Today, VerifiedBy: "R. Okafor"));

    private static string Line(int i) => $"+1905555{i:0000}";

    private static string Told(Area a) => string.Join('|', a.Name, string.Join(';', a.Match), string.Join(';', a.Lines), a.DispatchDigits, a.Language, a.VerifiedOn, a.VerifiedBy, a.PersonPlaces);

    private static (AreaBook Book, ServiceFacts Service) Book(MemoryRowStore store)
    {
        var service = new ServiceFacts(new Facts { Areas = Settings.Areas });
        return (new AreaBook(store, new Privacy(new byte[32]), Settings, service), service);
    }
}
