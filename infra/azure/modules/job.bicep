// The program's command line, with the same image, identity and settings as the bot: a backup by itself each night, and a job in which an operator carries out
// a command (docs/operator.md, "The command line").
param name string
param location string
param tags object
param identityId string
param environmentId string
param registryServer string
param image string
param env object[]
param backupPlace string
param backupAt string

var hours = 3600

// A command that broke off is looked at, and not begun anew by itself: a backup into a place where something lies is refused anyway.
var configuration = {
  replicaRetryLimit: 0
  registries: [{ server: registryServer, identity: identityId }]
}

resource backup 'Microsoft.App/jobs@2024-03-01' = if (!empty(backupPlace)) {
  name: '${name}-backup'
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    environmentId: environmentId
    workloadProfileName: 'Consumption'
    configuration: union(configuration, {
      triggerType: 'Schedule'
      replicaTimeout: 6 * hours
      scheduleTriggerConfig: { cronExpression: backupAt, parallelism: 1, replicaCompletionCount: 1 }
    })
    template: {
      containers: [
        {
          name: 'bot'
          image: image
          args: ['backup', backupPlace]
          resources: { cpu: json('1.0'), memory: '2Gi' }
          env: env
        }
      ]
    }
  }
}

resource command 'Microsoft.App/jobs@2024-03-01' = {
  name: '${name}-command'
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    environmentId: environmentId
    workloadProfileName: 'Consumption'
    configuration: union(configuration, {
      triggerType: 'Manual'
      replicaTimeout: 12 * hours
      manualTriggerConfig: { parallelism: 1, replicaCompletionCount: 1 }
    })
    template: {
      containers: [
        {
          name: 'bot'
          image: image
          // Says how it is used, and ends. Without any the program would be one more bot.
          args: ['import']
          resources: { cpu: json('1.0'), memory: '2Gi' }
          env: env
        }
      ]
    }
  }
}
