// Who is told when something is wrong. Most alerts look for lines of the log by their numbers, which are the bot's own (bot/Host, Log.cs): a test watches that
// each of them is there, and is a warning or an error. Some look at measures (docs/telemetry.md): what is late, though nothing broke.
param name string
param location string
param tags object
param workspaceId string
param emails string[]

@description('Whether a backup is made each night: then somebody is told when none is.')
param backups bool

@description('An alert: what it is called, which lines it counts, beyond how many of them in how many minutes, and how bad it is (0 worst, 4 least).')
type alertType = {
  name: string
  description: string
  events: int[]
  more: int
  minutes: int
  severity: int
}

var alerts alertType[] = [
  {
    name: 'poison-messages'
    description: 'A queue message failed, was taken five times by then, and is a dead letter now (table deadletters): what it was to do is not done. See the lines of Message {MessageId} before it, and docs/operator.md: again --yes puts it back.'
    events: [3007]
    more: 0
    minutes: 15
    severity: 1
  }
  {
    name: 'given-up-jobs'
    description: 'A job fails again and again, or was given up; its row stays, with what is left of it to do. See docs/operator.md: again job carries it on.'
    events: [3103, 3107]
    more: 0
    minutes: 15
    severity: 1
  }
  {
    name: 'queues-unread'
    description: 'A queue could not be read again and again: nothing that waits is done.'
    events: [3005]
    more: 3
    minutes: 15
    severity: 1
  }
  {
    name: 'dead-wake-ups'
    description: 'Wake-ups of branches were lost and put down again, more than a restart explains; or nobody can look for lost ones.'
    events: [3202, 3203]
    more: 5
    minutes: 30
    severity: 2
  }
  {
    name: 'nothing-sent'
    description: 'There is no token for Teams, or no share of the rate: nothing can be sent. Look at the identity, its consent, and the storage account.'
    events: [14, 22]
    more: 2
    minutes: 10
    severity: 0
  }
  {
    name: 'send-failures'
    description: 'Messages to people broke, or Teams did not answer.'
    events: [3002, 3008, 11, 16]
    more: 20
    minutes: 15
    severity: 2
  }
  {
    name: 'refused-for-good'
    description: 'Teams refuses messages to many people for good: the app was taken away from them, or blocked. The board names them.'
    events: [3001]
    more: 50
    minutes: 60
    severity: 3
  }
  {
    name: 'throttling'
    description: 'Teams says that the app sends too fast, or reminders came too late because of the rate. See Bot__Rate, and whether instances of another installation share the app.'
    events: [20, 21]
    more: 5
    minutes: 15
    severity: 2
  }
  {
    name: 'turns-failed'
    description: 'People were told a number instead of an answer: the line has it too.'
    events: [8, 4001]
    more: 5
    minutes: 15
    severity: 1
  }
  {
    name: 'command-failed'
    description: 'A command of the command line ended with an error: the nightly backup, or what an operator had carried out by the job.'
    events: [8003, 8004]
    more: 0
    minutes: 15
    severity: 2
  }
  {
    name: 'upkeep-failed'
    description: 'Days of branches cannot be summed up, or old rows cannot be swept, again and again.'
    events: [3207, 5004]
    more: 5
    minutes: 60
    severity: 3
  }
]

@description('An alert on a measure: beyond which highest value within how many minutes.')
type measuredType = {
  name: string
  description: string
  measure: string
  beyond: int
  minutes: int
  severity: int
}

var measured measuredType[] = [
  {
    name: 'reminders-late'
    description: 'A reminder was sent more than 15 minutes after it fell due: the morning is late. Look at throttling, at nothing-sent, and at how many instances run.'
    measure: 'branchbot.prompts.late'
    beyond: 900
    minutes: 15
    severity: 2
  }
  {
    name: 'wake-ups-late'
    description: 'A branch was woken more than 10 minutes after its time: the queue of wake-ups is not read fast enough.'
    measure: 'branchbot.wakeups.late'
    beyond: 600
    minutes: 15
    severity: 2
  }
  {
    name: 'outbox-behind'
    description: 'Something waits in an outbox for more than half an hour: it is refused for now again and again, or nobody sends.'
    measure: 'branchbot.outbox.age'
    beyond: 1800
    minutes: 30
    severity: 2
  }
  {
    name: 'turns-slow'
    description: 'A turn took more than 15 seconds, for which Teams does not wait. Look at the spans below it: storage, Teams, Graph.'
    measure: 'branchbot.turn.duration'
    beyond: 15
    minutes: 15
    severity: 3
  }
]

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: '${name}-alerts'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: take(name, 12)
    enabled: true
    emailReceivers: [
      for (email, i) in emails: {
        name: 'mail-${i}'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

resource rules 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for alert in alerts: {
    name: '${name}-${alert.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: '${name}: ${alert.name}'
      description: alert.description
      enabled: true
      severity: alert.severity
      scopes: [workspaceId]
      evaluationFrequency: 'PT5M'
      windowSize: alert.minutes > 30 ? 'PT1H' : 'PT${alert.minutes}M'
      autoMitigate: true
      criteria: {
        allOf: [
          {
            // A line with an exception is in another table. The numbers are the bot's own only where the category is.
            query: 'union isfuzzy=true AppTraces, AppExceptions | where tostring(Properties.CategoryName) startswith "BranchBot." | where toint(Properties.EventId) in (${join(map(alert.events, event => string(event)), ', ')})'
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: alert.more
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      actions: { actionGroups: [people.id] }
    }
  }
]

resource late 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for alert in measured: {
    name: '${name}-${alert.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: '${name}: ${alert.name}'
      description: alert.description
      enabled: true
      severity: alert.severity
      scopes: [workspaceId]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT${alert.minutes}M'
      autoMitigate: true
      criteria: {
        allOf: [
          {
            query: 'union isfuzzy=true AppMetrics | where Name == "${alert.measure}" and Max > ${alert.beyond}'
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      actions: { actionGroups: [people.id] }
    }
  }
]

// The others fire on what is written; when all is dead, nothing is. Each instance counts its queues once a minute, day and night.
var silence = {
  name: 'silent'
  description: 'No instance has told anything for 15 minutes: none runs, none reaches its storage, or none reaches Application Insights. No other alert can tell of it. A planned stop fires it too.'
  minutes: 15
  severity: 0
}

resource silent 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: '${name}-${silence.name}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: '${name}: ${silence.name}'
    description: silence.description
    enabled: true
    severity: silence.severity
    scopes: [workspaceId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT${silence.minutes}M'
    autoMitigate: true
    criteria: {
      allOf: [
        {
          query: 'union isfuzzy=true AppMetrics | where Name startswith "branchbot."'
          timeAggregation: 'Count'
          operator: 'LessThan'
          threshold: 1
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    actions: { actionGroups: [people.id] }
  }
}

// A backup that fails says so (command-failed); one that is never begun does not: an image that cannot be pulled, a schedule that was taken away.
var missing = {
  name: 'no-backup'
  description: 'No backup was done for 30 hours: it failed, was never begun, or takes too long.'
  hours: 30
  severity: 2
}

resource noBackup 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = if (backups) {
  name: '${name}-${missing.name}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: '${name}: ${missing.name}'
    description: missing.description
    enabled: true
    severity: missing.severity
    scopes: [workspaceId]
    evaluationFrequency: 'PT1H'
    windowSize: 'P2D'
    autoMitigate: true
    criteria: {
      allOf: [
        {
          query: 'union isfuzzy=true AppTraces | where TimeGenerated > ago(${missing.hours}h) | where tostring(Properties.CategoryName) == "BranchBot.Host.CommandLine" and toint(Properties.EventId) == 8002 and tostring(Properties.Command) == "backup"'
          timeAggregation: 'Count'
          operator: 'LessThan'
          threshold: 1
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    actions: { actionGroups: [people.id] }
  }
}
