using System.Diagnostics;
using System.Diagnostics.Metrics;
using SpotterBot.Observability;

namespace Scenarios.Support;

/// <summary>Somebody who watches one process of the program, as an exporter would: every figure, and on request every span.</summary>
internal sealed class Watch : IDisposable
{
    private readonly Lock _gate = new();
    private readonly MeterListener _meters = new();
    private readonly ActivityListener? _activities;
    private readonly List<Figure> _figures = [];
    private readonly List<Activity> _spans = [];

    /// <param name="spans">Spans have no owner: those of all processes that run meanwhile are seen.</param>
    public Watch(Instance program, bool spans = false)
    {
        var scope = program.Get<IMeterFactory>();
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == Names.Meter && instrument.Meter.Scope == scope)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<long>((instrument, value, labels, _) => Keep(instrument, value, labels));
        _meters.SetMeasurementEventCallback<double>((instrument, value, labels, _) => Keep(instrument, value, labels));
        _meters.Start();
        if (spans)
        {
            _activities = new ActivityListener
            {
                ShouldListenTo = source => source.Name == Names.ActivitySource,
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = Keep,
            };
            ActivitySource.AddActivityListener(_activities);
        }
    }

    public IReadOnlyList<Figure> Figures
    {
        get
        {
            lock (_gate)
            {
                return [.. _figures];
            }
        }
    }

    /// <summary>Those that ended.</summary>
    public IReadOnlyList<Activity> Spans
    {
        get
        {
            lock (_gate)
            {
                return [.. _spans];
            }
        }
    }

    /// <summary>What was recorded under a name, with at least these labels.</summary>
    public IReadOnlyList<Figure> Of(string name, params (string Name, string Value)[] labels) =>
        [.. Figures.Where(f => f.Name == name && labels.All(l => f.Labels.TryGetValue(l.Name, out var value) && value == l.Value))];

    public void Dispose()
    {
        _meters.Dispose();
        _activities?.Dispose();
    }

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        var figure = new Figure(instrument.Name, value, labels.ToArray().ToDictionary(l => l.Key, l => $"{l.Value}"));
        lock (_gate)
        {
            _figures.Add(figure);
        }
    }

    private void Keep(Activity span)
    {
        lock (_gate)
        {
            _spans.Add(span);
        }
    }

    /// <param name="Value">Of a counter: by how much it went up; of a duration: seconds.</param>
    internal sealed record Figure(string Name, double Value, IReadOnlyDictionary<string, string> Labels)
    {
        public override string ToString() => $"{Name} {Value} {string.Join(' ', Labels.Select(l => $"{l.Key}={l.Value}"))}";
    }
}
