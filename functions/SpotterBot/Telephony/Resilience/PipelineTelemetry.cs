using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Telemetry;

namespace SpotterBot.Telephony;

/// <summary>Turns what Polly reports into named log events, on the thread and at the moment it happens.</summary>
internal sealed class PipelineTelemetry(ILogger log, PhoneWatch? watch, TimeProvider time) : TelemetryListener
{
    public override void Write<TResult, TArgs>(in TelemetryEventArguments<TResult, TArgs> args)
    {
        var kind = TwilioPipelines.Kind(args.Context);
        switch (args.Arguments)
        {
            case OnRetryArguments<HttpResponseMessage> retry:
                var reason = retry.Outcome.Exception?.GetType().Name ?? "an answer";
                log.RequestIsRepeated(kind, retry.AttemptNumber + 1, retry.RetryDelay, (int?)retry.Outcome.Result?.StatusCode, reason);
                break;
            case OnCircuitOpenedArguments<HttpResponseMessage> opened:
                log.OrdinaryTrafficIsHeldBack(opened.BreakDuration);
                watch?.BreakerOpened(time.GetUtcNow());
                break;
            case OnCircuitClosedArguments<HttpResponseMessage>:
                log.OrdinaryTrafficFlowsAgain();
                break;
        }
    }
}
