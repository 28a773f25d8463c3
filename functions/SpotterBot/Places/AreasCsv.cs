using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using SpotterBot.Decisions.Places;
using SpotterBot.Settings;

namespace SpotterBot.Places;

/// <summary>One thing wrong with a file of areas.</summary>
/// <param name="Line">Counted from 1; the line on which its row begins.</param>
/// <param name="Column">Empty where it is about the whole row.</param>
/// <param name="Reason">Follows the column in a sentence.</param>
/// <param name="Remedy">As a sentence, without its full stop. None of these holds the value itself: it may be a number.</param>
public sealed record AreasCsvFault(int Line, string Column, string Reason, string Remedy)
{
    public override string ToString() => $"line {Line}{(Column.Length > 0 ? $", {Column}" : "")}: {Reason}. {Remedy}.";
}

/// <summary>
/// Areas as a table that a person can edit. The rows obey the same rules as the settings, and beside them each must say when its line was verified and by
/// whom. A file is taken whole or not at all.
/// </summary>
public static class AreasCsv
{
    /// <summary>Column and the setting of the same meaning.</summary>
    private static readonly (string Column, string Setting, bool Needed)[] Columns =
    [
        ("name", "Name", true), ("match", "Match", true), ("dispatch", "Dispatch", true), ("dispatch_backup", "DispatchBackup", false), ("dispatch_digits", "DispatchDigits", false),
        ("language", "Language", false), ("automated_calls", "AutomatedCalls", false), ("verified_on", "VerifiedOn", true), ("verified_by", "VerifiedBy", true),
    ];

    /// <summary>One file holds no more than this; what is longer is not a file of areas.</summary>
    private const int RowsMost = 5000;

    private const string List = "Places:Areas";

    /// <summary>Either the areas, or everything that is wrong with the file.</summary>
    /// <param name="text">RFC 4180, with a first line that names the columns; in any order.</param>
    /// <param name="ownNumbers">The service's own, E.164: no dispatch line is one of them.</param>
    /// <param name="today">A day of verification that is still to come is none.</param>
    public static (ImmutableArray<Area> Areas, IReadOnlyList<AreasCsvFault> Faults) Read(string text, ImmutableHashSet<string> ownNumbers, DateOnly today)
    {
        var faults = new List<AreasCsvFault>();
        var rows = CsvRows.Read(text, (line, reason, remedy) => faults.Add(new AreasCsvFault(line, "", reason, remedy))).ToList();
        if (rows.Count == 0)
        {
            return ([], [.. faults, new AreasCsvFault(1, "", "there is no row of column names", $"Begin with {Head}")]);
        }

        var columns = ColumnsOf(rows[0], faults);
        if (columns is null)
        {
            return ([], faults);
        }

        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (row, at) in rows.Skip(1).Select((r, i) => (r, i)))
        {
            if (at >= RowsMost)
            {
                faults.Add(new AreasCsvFault(row.Line, "", $"is more than {RowsMost} rows", "Split the file"));
                break;
            }

            if (row.Fields.Length != columns.Count)
            {
                faults.Add(new AreasCsvFault(row.Line, "", $"has {row.Fields.Length} fields instead of {columns.Count}", "Put a field with a comma in it between quotation marks, and leave no field out"));
                continue;
            }

            var item = $"{List}:{at}";
            lines[FaultList.Written(item)] = row.Line;
            foreach (var (value, column) in row.Fields.Zip(columns))
            {
                values[$"{item}:{column.Setting}"] = value;
            }

            // A row in which nothing stands would be no member of the list, and nothing would be said of it.
            if (row.Fields.All(string.IsNullOrWhiteSpace))
            {
                faults.Add(new AreasCsvFault(row.Line, "", "has nothing in it", "Take the line out"));
            }
        }

        var areas = Checked(values, columns, lines, faults, ownNumbers, today);
        return faults.Count > 0 ? ([], [.. faults.OrderBy(f => f.Line).ThenBy(f => f.Column, StringComparer.Ordinal)]) : (areas, []);
    }

    /// <summary>The same areas as a file that <see cref="Read"/> takes.</summary>
    public static string Write(IEnumerable<Area> areas)
    {
        var text = new StringBuilder(Head).Append('\n');
        foreach (var area in areas)
        {
            string[] fields =
            [
                area.Name, string.Join(';', area.Match), area.Lines.Length > 0 ? area.Lines[0] : "", area.Lines.Length > 1 ? area.Lines[1] : "", area.DispatchDigits, area.Language,
                area.PersonPlaces ? PlacesSettings.Person : PlacesSettings.Agreed, area.VerifiedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "", area.VerifiedBy,
            ];
            text.AppendJoin(',', fields.Select(CsvRows.Quoted)).Append('\n');
        }

        return text.ToString();
    }

    private static string Head => string.Join(',', Columns.Select(c => c.Column));

    private static List<(string Column, string Setting, bool Needed)>? ColumnsOf(CsvRow head, List<AreasCsvFault> faults)
    {
        var columns = new List<(string Column, string Setting, bool Needed)>();
        foreach (var name in head.Fields.Select(f => f.Trim()))
        {
            var known = Columns.FirstOrDefault(c => c.Column.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (known.Column is null || columns.Contains(known))
            {
                faults.Add(new AreasCsvFault(head.Line, "", known.Column is null ? "names a column that there is not" : "names a column twice", $"The columns are {Head}"));
            }
            else
            {
                columns.Add(known);
            }
        }

        foreach (var missing in Columns.Where(c => c.Needed && !columns.Contains(c)))
        {
            faults.Add(new AreasCsvFault(head.Line, missing.Column, "is missing", $"The columns are {Head}"));
        }

        return faults.Exists(f => f.Line == head.Line) ? null : columns;
    }

    private static ImmutableArray<Area> Checked(
        Dictionary<string, string?> values, List<(string Column, string Setting, bool Needed)> columns, Dictionary<string, int> lines, List<AreasCsvFault> faults,
        ImmutableHashSet<string> ownNumbers, DateOnly today)
    {
        var found = new FaultList();
        var reader = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(values).Build(), development: false, found);
        var areas = PlacesSettings.Read(reader, ownNumbers);
        foreach (var item in reader.Items(List))
        {
            reader.Demand($"{item}:VerifiedOn", "Write the day on which somebody rang the line, as year-month-day");
            reader.Demand($"{item}:VerifiedBy", "Write who rang the line");

            // Elsewhere it may be tomorrow already.
            if (!found.Has($"{item}:VerifiedOn") && reader.Date($"{item}:VerifiedOn") is { } on && on.DayNumber > today.DayNumber + 1)
            {
                found.Add($"{item}:VerifiedOn", "is a day to come", "Write the day on which somebody rang the line");
            }
        }

        foreach (var fault in found.All)
        {
            var item = fault.Setting[..fault.Setting.LastIndexOf("__", StringComparison.Ordinal)];
            var setting = fault.Setting[(item.Length + 2)..];
            var column = columns.FirstOrDefault(c => c.Setting == setting).Column ?? setting;
            faults.Add(new AreasCsvFault(lines.GetValueOrDefault(item), column, Told(fault.Reason), fault.Remedy));
        }

        return areas;

        // What is said of another member of the list is said of its line.
        string Told(string reason)
        {
            foreach (var (item, line) in lines)
            {
                foreach (var (column, setting, _) in Columns)
                {
                    reason = reason.Replace($"{item}__{setting}", $"the {column} of line {line}", StringComparison.Ordinal);
                }
            }

            return reason;
        }
    }
}
