using SpotterBot.Door;

namespace SpotterBot.WakeUp;

/// <summary>Whether a Functions host runs the program, and wakes it by its timer.</summary>
public sealed record Hosting(bool ByFunctions);

/// <summary>
/// The host's timer. Every live process sweeps by itself; this wakes one where none is awake, and finds a sweep overdue where one is stuck.
/// </summary>
public sealed class WakeUpFunction(Sweep sweep, Heartbeat heartbeat, TimeProvider time, ILogger<WakeUpFunction> log)
{
    /// <summary>The host posts here, under the function's own name; nobody else can reach it, for the program listens on loopback only.</summary>
    public const string Path = "/WakeUp";

    /// <summary>
    /// What the host wants to hear of an invocation that is over: an object, as JSON. An empty reply would keep it waiting until it kills
    /// the process. Source: Azure Functions, "custom handlers", response payload.
    /// </summary>
    private static readonly WebhookReply Over = WebhookReply.Json(200, """{"Outputs":{},"Logs":[],"ReturnValue":null}""");

    private static readonly WebhookReply Failed = WebhookReply.Json(500, """{"Outputs":{},"Logs":["The sweep failed; the next follows."],"ReturnValue":null}""");

    /// <summary>A sweep that takes longer hangs.</summary>
    private static readonly TimeSpan Stuck = TimeSpan.FromSeconds(30);

    public async ValueTask<WebhookReply> HandleAsync()
    {
        heartbeat.TimerCame();
        try
        {
            await sweep.RunAsync().AsTask().WaitAsync(Stuck, time);

            // Where the process was sweeping already, the host hears how that ends.
            return await sweep.Latest.WaitAsync(Stuck, time) ? Over : Failed;
        }
#pragma warning disable CA1031 // The host hears of it, and the next tick sweeps again.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            log.SweepFailed(fault);
            return Failed;
        }
    }
}
