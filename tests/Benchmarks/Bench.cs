using System.Text.Json;

namespace Benchmarks;

/// <summary>One thing that is measured.</summary>
public abstract class Bench
{
    /// <summary>What it is called by on the command line.</summary>
    public abstract string Name { get; }

    public abstract string Summary { get; }

    public abstract Task RunAsync(Options options, Report report);
}

/// <summary>What stands behind the benchmark's name: <c>--name value</c>.</summary>
public sealed class Options(string[] args)
{
    public string Text(string name, string otherwise)
    {
        var at = Array.IndexOf(args, "--" + name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : otherwise;
    }

    public int Number(string name, int otherwise) => int.TryParse(Text(name, ""), out var number) ? number : otherwise;

    public IReadOnlyList<int> Numbers(string name, string otherwise) => [.. Text(name, otherwise).Split(',').Select(int.Parse)];
}

/// <summary>Prints rows of figures as they come, under their heads, and gives all of them as one line of JSON at the end.</summary>
public sealed class Report(string benchmark)
{
    private const int Width = 15;

    private readonly List<Dictionary<string, object?>> _rows = [];
    private string[] _heads = [];

    public void Say(string line) => Console.WriteLine(line);

    public void Row(params (string Head, object Value)[] figures)
    {
        var heads = figures.Select(f => f.Head).ToArray();
        if (!heads.AsSpan().SequenceEqual(_heads))
        {
            _heads = heads;
            Console.WriteLine();
            Console.WriteLine(string.Concat(heads.Select((h, i) => i == 0 ? h.PadRight(2 * Width) : h.PadLeft(Math.Max(Width, h.Length + 2)))));
        }

        Console.WriteLine(string.Concat(figures.Select((f, i) => i == 0 ? Shown(f.Value).PadRight(2 * Width) : ("  " + Shown(f.Value)).PadLeft(Math.Max(Width, f.Head.Length + 2)))));

        // JSON has no word for a figure that there is not, such as the middle of nothing; and what cannot be written takes all other figures with it.
        _rows.Add(figures.ToDictionary(f => f.Head, f => f.Value is double d && !double.IsFinite(d) ? null : f.Value));
    }

    public string ToJson() => JsonSerializer.Serialize(new { benchmark, cores = Environment.ProcessorCount, figures = _rows });

    private static string Shown(object value) => value switch
    {
        double d when !double.IsFinite(d) => "none",
        double d when Math.Abs(d) >= 100 => d.ToString("N0"),
        double d => d.ToString("0.###"),
        int n => n.ToString("N0"),
        _ => value.ToString() ?? "",
    };
}

/// <summary>Times of many like things, milliseconds.</summary>
public sealed class Times
{
    private readonly List<double> _all = [];

    public int Count => _all.Count;

    public void Add(TimeSpan time)
    {
        lock (_all)
        {
            _all.Add(time.TotalMilliseconds);
        }
    }

    /// <param name="share">0.99 for the time that 99 of 100 stay under.</param>
    /// <returns>No number where there are no times.</returns>
    public double At(double share)
    {
        lock (_all)
        {
            _all.Sort();
            return _all.Count == 0 ? double.NaN : _all[Math.Min(_all.Count - 1, (int)(share * _all.Count))];
        }
    }
}
