using PhoneSimulator.Hosting;

namespace PhoneSimulator;

/// <summary>The command line.</summary>
public static class Arguments
{
    public const string Usage = """
        Phones, a phone company and SpotterBot on one desk.

          --port N      port of the page on 127.0.0.1 (5050; if taken, the next free one)
          --urls URL    the same, as http://127.0.0.1:N
          --data DIR    where SpotterBot keeps its file (.data)
        """;

    /// <summary>Either options, or what is wrong with the command line.</summary>
    public static (DeskOptions? Options, string? Fault) Read(IReadOnlyList<string> args)
    {
        var options = new DeskOptions();
        for (var i = 0; i < args.Count; i++)
        {
            var (name, value) = args[i].Split('=', 2) is [var left, var right] ? (left, right) : (args[i], i + 1 < args.Count ? args[++i] : null);
            if (value is null)
            {
                return (null, $"{name} needs a value.");
            }

            switch (name)
            {
                case "--port" when int.TryParse(value, out var port) && port is >= 0 and <= 65535:
                    options = options with { Port = port };
                    break;
                case "--port":
                    return (null, $"{value} is not a port.");
                case "--urls" when Uri.TryCreate(value, UriKind.Absolute, out var url) && url is { Scheme: "http", IsLoopback: true }:
                    options = options with { Port = url.Port };
                    break;
                case "--urls":
                    return (null, $"{value} is not an http address of this machine; the desk is on loopback only.");
                case "--data":
                    options = options with { DataFolder = value };
                    break;
                default:
                    return (null, $"{name} is not an option.");
            }
        }

        return (options, null);
    }
}
