using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Scenarios.Support.Published;

/// <summary>The scenario's end of the line to a program on its clock; the other end, and what is said, is ScenarioHook's ClockLine.</summary>
internal sealed class ProcessClock : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Processes _processes;
    private readonly Action<string>? _log;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly BlockingCollection<string?> _replies = [];
    private readonly TaskCompletionSource _followed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StreamWriter? _out;
    private DateTimeOffset _toldUtc;

    public ProcessClock(Processes processes, Action<string>? log)
    {
        (_processes, _log) = (processes, log);
        _listener.Start();
        new Thread(Serve) { IsBackground = true, Name = "process clock" }.Start();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Completes when the program has come to the line.</summary>
    public Task Followed => _followed.Task;

    public bool IsConnected { get; private set; }

    /// <summary>A question is open.</summary>
    public bool IsAsked { get; private set; }

    /// <summary>What was answered last: webhooks and requests to the phone company that the program has under way, and its next timer.</summary>
    public (int Webhooks, int Requests, DateTimeOffset? NextDueUtc) Rest { get; private set; }

    /// <summary>Returns when what is due by then has fired, and has gone as far as it goes without waiting.</summary>
    public void MoveTo(DateTimeOffset utc)
    {
        if (utc != _toldUtc && Say($"to {utc.UtcTicks}"))
        {
            _toldUtc = utc;
            if (!_replies.TryTake(out _, Patience))
            {
                throw new InvalidOperationException("The program does not follow the clock.");
            }
        }
    }

    public void SweepsEvery(TimeSpan span) => Say($"sweeps {span.Ticks}");

    /// <summary>Another process writes to its store from now on.</summary>
    public void IsShared() => Say("shared");

    /// <summary>The answer comes by the scenario's mailbox.</summary>
    public void AskWhetherAtRest() => IsAsked = Say("rest");

    public void Dispose()
    {
        _listener.Dispose();
        IsConnected = false;
    }

    private bool Say(string line)
    {
        try
        {
            _out!.WriteLine(line);
            return true;
        }
        catch (IOException)
        {
            // It has been killed.
            return IsConnected = false;
        }
    }

    private void Serve()
    {
        try
        {
            while (true)
            {
                using var client = _listener.AcceptTcpClient();
                client.NoDelay = true;
                Read(client.GetStream());
            }
        }
        catch (SocketException)
        {
            // The scenario is over.
        }
    }

    private void Read(NetworkStream stream)
    {
        try
        {
            using var reader = new StreamReader(stream);
            _out = new StreamWriter(stream) { AutoFlush = true, NewLine = "\n" };
            _toldUtc = _processes.Time.GetUtcNow();
            _out.WriteLine($"to {_toldUtc.UtcTicks}");
            reader.ReadLine();
            IsConnected = true;
            _followed.TrySetResult();
            while (reader.ReadLine() is { } line)
            {
                Hear(line.Split(' ', 2));
            }
        }
        catch (IOException)
        {
            // As below.
        }

        IsConnected = false;
        _replies.Add(null);
        _processes.Post(() => IsAsked = false);
    }

    private void Hear(string[] words)
    {
        switch (words[0])
        {
            case "log":
                _log?.Invoke(JsonSerializer.Deserialize<string>(words[1])!);
                break;
            case "rest":
                var numbers = Array.ConvertAll(words[1].Split(' '), long.Parse);
                _processes.Post(
                    () =>
                    {
                        Rest = ((int)numbers[0], (int)numbers[1], numbers[2] < 0 ? null : new DateTimeOffset(numbers[2], TimeSpan.Zero));
                        IsAsked = false;
                    },
                    isAnswer: true);
                break;
            default:
                _replies.Add(words[0]);
                break;
        }
    }
}
