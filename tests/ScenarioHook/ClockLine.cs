using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using PhoneCompany.Time;

namespace ScenarioHook;

/// <summary>
/// The program's end of the line to the scenario whose clock it is on. The scenario says <c>to TICKS</c> (UTC): what is due by then fires, and
/// <c>ok</c> is said. It asks <c>rest</c>: when no thread is at work and no call to the store is under way, the answer is
/// <c>rest WEBHOOKS REQUESTS TICKS</c>, with how many webhooks and requests to the phone company are under way and the moment of the next timer, or
/// -1. It says <c>sweeps TICKS</c>, and the program sweeps so often from then on; <c>shared</c>, and the program is not alone on its store any more. Lines of the program's log go out as <c>log JSON</c>.
/// </summary>
internal sealed class ClockLine
{
    /// <summary>Where the scenario listens on loopback.</summary>
    public const string PortVariable = "SCENARIO_CLOCK_PORT";

    private readonly StreamReader _in;
    private readonly StreamWriter _out;
    private readonly VirtualTime _time;

    private ClockLine(Stream stream)
    {
        _in = new StreamReader(stream);
        _out = new StreamWriter(stream) { AutoFlush = true, NewLine = "\n" };
        _time = new VirtualTime(Utc(_in.ReadLine()!.Split(' ')[1]));
        Time = new SweepTime(_time);
        _out.WriteLine("ok");
    }

    /// <summary>The program's.</summary>
    public SweepTime Time { get; }

    public Work Work { get; } = new();

    public bool IsAlone { get; private set; } = true;

    /// <summary>Connects, and stands at the scenario's moment.</summary>
    public static ClockLine Connect()
    {
        var client = new TcpClient { NoDelay = true };
        client.Connect(IPAddress.Loopback, int.Parse(Environment.GetEnvironmentVariable(PortVariable)!, CultureInfo.InvariantCulture));
        var line = new ClockLine(client.GetStream());

        // A thread of its own: whether the pool's are at work is what it watches.
        new Thread(line.Serve) { IsBackground = true, Name = "scenario clock" }.Start();
        return line;
    }

    public void Log(string text) => Say("log " + JsonSerializer.Serialize(text));

    private void Serve()
    {
        try
        {
            while (_in.ReadLine() is { } line)
            {
                var words = line.Split(' ');
                if (words[0] == "to")
                {
                    _time.AdvanceTo(Utc(words[1]));
                    Say("ok");
                }
                else if (words[0] == "sweeps")
                {
                    Time.SweepsEvery(TimeSpan.FromTicks(long.Parse(words[1], CultureInfo.InvariantCulture)));
                }
                else if (words[0] == "shared")
                {
                    IsAlone = false;
                }
                else
                {
                    Say(Rest());
                }
            }
        }
        catch (IOException)
        {
            // As where the line was closed in good order.
        }

        // The scenario is gone, however that came about: nobody will move this clock again, or end this process.
        Process.GetCurrentProcess().Kill();
    }

    private string Rest()
    {
        var spin = default(SpinWait);
        while (true)
        {
            if (Work.AtRest() is var (webhooks, requests))
            {
                return $"rest {webhooks} {requests} {_time.NextDueUtc?.UtcTicks ?? -1}";
            }

            spin.SpinOnce();
        }
    }

    private void Say(string line)
    {
        lock (_out)
        {
            _out.WriteLine(line);
        }
    }

    private static DateTimeOffset Utc(string ticks) => new(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero);
}
